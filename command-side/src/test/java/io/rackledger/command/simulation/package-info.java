/** Several engine instances with their real process managers in a bad world of fakes: one thread, virtual time, everything from one seed. */
@NullMarked
package io.rackledger.command.simulation;

import org.jspecify.annotations.NullMarked;

/** The in-memory twin of the log, for tests and simulations of all rooms. */
@NullMarked
package io.rackledger.eventlog.memory;

import org.jspecify.annotations.NullMarked;

/** The one program: command line, roles, embedded stores and the wiring of all rooms. */
@NullMarked
package io.rackledger.launcher;

import org.jspecify.annotations.NullMarked;

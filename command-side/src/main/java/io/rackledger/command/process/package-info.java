/** The process managers: followers of the log that turn what was seen, and what was not seen in time, into commands. */
@NullMarked
package io.rackledger.command.process;

import org.jspecify.annotations.NullMarked;

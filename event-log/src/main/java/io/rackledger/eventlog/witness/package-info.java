/** What this installation has seen in the log, kept beside it, so that a log that has lost something is noticed. */
@NullMarked
package io.rackledger.eventlog.witness;

import org.jspecify.annotations.NullMarked;

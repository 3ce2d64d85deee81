/** What lies in the snapshots topic and what of it may be believed: pure, without a broker, the same for readers and writers. */
@NullMarked
package io.rackledger.eventlog.snapshot;

import org.jspecify.annotations.NullMarked;

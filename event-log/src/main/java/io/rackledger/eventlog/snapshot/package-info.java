/**
 * What lies in the snapshots topic and what of it may be believed: pure, without a broker. A reader and a writer fold the same records to
 * the same shelf; what does not hold is ignored, as everything here can be made again from node-events.
 */
@NullMarked
package io.rackledger.eventlog.snapshot;

import org.jspecify.annotations.NullMarked;

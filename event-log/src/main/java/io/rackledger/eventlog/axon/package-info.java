/** The bridge to Axon: an event store whose aggregates come from the fold and whose events go to the log. */
@NullMarked
package io.rackledger.eventlog.axon;

import org.jspecify.annotations.NullMarked;

/** The spool: signals on this host's disk while Kafka does not take them, and the way from there into the log. */
@NullMarked
package io.rackledger.eventlog.spool;

import org.jspecify.annotations.NullMarked;

/** The replica: boot plans and documents of the log on this host's disk, so that machines can be served while Kafka is away. */
@NullMarked
package io.rackledger.eventlog.replica;

import org.jspecify.annotations.NullMarked;

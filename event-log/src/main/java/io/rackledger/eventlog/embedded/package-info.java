/** A broker of our own: one Kafka process in KRaft mode beside the engine, with its data on disk. */
@NullMarked
package io.rackledger.eventlog.embedded;

import org.jspecify.annotations.NullMarked;

package io.rackledger.eventlog.kafka;

import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a follower does with the records of a topic. Called on the follower's thread, one for each partition. */
@FunctionalInterface
interface Fold {
    /** Folds a record. */
    void take(ConsumerRecord<byte[], byte[]> record);

    /** Where a partition is to be read from, asked once before its first record; empty for its beginning. */
    default OptionalLong begin(int partition) {
        return OptionalLong.empty();
    }

    /** Told of the last record of a batch of one partition, when all of them are folded. */
    default void passed(ConsumerRecord<byte[], byte[]> last) {
        // Most folds need not know.
    }
}

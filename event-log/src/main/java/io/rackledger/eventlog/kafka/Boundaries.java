package io.rackledger.eventlog.kafka;

import io.rackledger.eventlog.snapshot.Checkpoint.Anchor;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The last record of each partition that the fold has passed, at the end of a batch. One thread writes a partition; any thread reads. */
final class Boundaries {
    private static final byte[] NO_KEY = {};

    private final AtomicReferenceArray<Anchor> last;

    Boundaries(int partitions) {
        last = new AtomicReferenceArray<>(partitions);
        for (int partition = 0; partition < partitions; partition++) {
            last.set(partition, Anchor.NONE);
        }
    }

    static Anchor anchor(ConsumerRecord<byte[], byte[]> record) {
        return Anchor.of(
                record.offset(),
                record.timestamp(),
                record.key() == null ? NO_KEY : record.key(),
                record.serializedValueSize());
    }

    void pass(int partition, Anchor anchor) {
        last.set(partition, anchor);
    }

    Anchor of(int partition) {
        return last.get(partition);
    }
}

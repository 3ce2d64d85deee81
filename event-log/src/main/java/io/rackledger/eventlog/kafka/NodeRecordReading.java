package io.rackledger.eventlog.kafka;

import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.eventlog.codec.NodeRecordCodec;
import io.rackledger.eventlog.codec.UnreadableException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads node records out of Kafka's, each once for all who follow the topic in this process: the fold and the followers meet a record
 * within moments of each other, and reading it costs more than all that they do with it. Thread-safe.
 */
final class NodeRecordReading {
    /** A power of two. So many records live at most for longer than their readers need them. */
    private static final int REMEMBERED = 1024;

    private static final int PARTITION_STRIDE = 257;

    private final AtomicReferenceArray<NodeRecord> recent = new AtomicReferenceArray<>(REMEMBERED);

    NodeRecord read(ConsumerRecord<byte[], byte[]> raw) throws UnreadableException {
        LogPosition position = Records.position(raw);
        int slot = (int) (raw.offset() + (long) raw.partition() * PARTITION_STRIDE) & REMEMBERED - 1;
        NodeRecord known = recent.get(slot);
        if (known != null && known.position().equals(position)) {
            return known;
        }
        NodeRecord read = NodeRecordCodec.decode(Records.wire(raw), position);
        recent.set(slot, read);
        return read;
    }
}

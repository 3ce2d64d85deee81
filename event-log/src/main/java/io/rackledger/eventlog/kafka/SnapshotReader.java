package io.rackledger.eventlog.kafka;

import io.rackledger.core.identity.NodeId;
import io.rackledger.eventlog.codec.UnreadableException;
import io.rackledger.eventlog.fold.FoldedNode;
import io.rackledger.eventlog.fold.NodeTable;
import io.rackledger.eventlog.snapshot.Checkpoint;
import io.rackledger.eventlog.snapshot.SnapshotCodec;
import io.rackledger.eventlog.snapshot.SnapshotShelf;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the snapshots of a partition into the table and tells where its fold goes on. Where they are not whole, or are of another log, the
 * partition is folded from its beginning: that is slow and always right.
 */
final class SnapshotReader {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotReader.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    /** Polls in a row that bring nothing before we give up. */
    private static final int EMPTY_POLLS = 20;

    private final KafkaParts parts;
    private final byte[] stamp;
    private final NodeTable table;
    private final Boundaries boundaries;

    SnapshotReader(KafkaParts parts, byte[] stamp, NodeTable table, Boundaries boundaries) {
        this.parts = parts;
        this.stamp = stamp;
        this.table = table;
        this.boundaries = boundaries;
    }

    /** The offset of node-events from which this partition is to be folded; empty for its beginning. */
    OptionalLong restore(int partition) {
        try (KafkaConsumer<byte[], byte[]> consumer = parts.clients().consumerOfThePast("snapshots")) {
            SnapshotShelf shelf = read(consumer, partition);
            if (shelf.isEmpty()) {
                LOG.info("partition {} has no snapshots yet: it is folded from its beginning", partition);
                return OptionalLong.empty();
            }
            Checkpoint checkpoint = shelf.checkpoint()
                    .orElseThrow(() -> new UnreadableException("no checkpoint holds; " + shelf.unreadable()
                            + " records are of another code, of another log, or broken"));
            sameLog(consumer, partition, checkpoint.anchor());
            List<FoldedNode> nodes = nodes(shelf, partition);
            nodes.forEach(table::restore);
            boundaries.pass(partition, checkpoint.anchor());
            LOG.info("partition {} begins with {} snapshots at {}", partition, nodes.size(), checkpoint.next());
            return OptionalLong.of(checkpoint.next());
        } catch (UnreadableException | KafkaException e) {
            LOG.warn(
                    "the snapshots of partition {} are not used, it is folded from its beginning: {}",
                    partition,
                    e.toString());
            return OptionalLong.empty();
        }
    }

    private SnapshotShelf read(KafkaConsumer<byte[], byte[]> consumer, int partition) throws UnreadableException {
        TopicPartition from = new TopicPartition(parts.topics().name(TopicName.SNAPSHOTS), partition);
        SnapshotShelf shelf = new SnapshotShelf(stamp, true);
        consumer.assign(List.of(from));
        consumer.seekToBeginning(List.of(from));
        long end = consumer.endOffsets(List.of(from)).getOrDefault(from, 0L);
        int empty = 0;
        while (consumer.position(from) < end) {
            List<ConsumerRecord<byte[], byte[]>> records = consumer.poll(POLL).records(from);
            records.forEach(record -> shelf.take(Records.key(record), record.value()));
            empty = records.isEmpty() ? empty + 1 : 0;
            if (empty > EMPTY_POLLS) {
                throw new UnreadableException("the log did not bring them in time");
            }
        }
        return shelf;
    }

    /** What was lost from the end of a log, as by a power cut without replicas, may live on in snapshots: then they lie. */
    private void sameLog(KafkaConsumer<byte[], byte[]> consumer, int partition, Checkpoint.Anchor anchor)
            throws UnreadableException {
        TopicPartition events = new TopicPartition(parts.topics().name(TopicName.NODE_EVENTS), partition);
        long end = consumer.endOffsets(List.of(events)).getOrDefault(events, 0L);
        if (anchor.offset() < 0 || anchor.offset() >= end) {
            throw new UnreadableException(
                    "they know record " + anchor.offset() + " of node-events, which ends at " + end);
        }
        consumer.assign(List.of(events));
        consumer.seek(events, anchor.offset());
        for (int polls = 0; polls < EMPTY_POLLS; polls++) {
            List<ConsumerRecord<byte[], byte[]>> records = consumer.poll(POLL).records(events);
            if (!records.isEmpty()) {
                if (!Boundaries.anchor(records.getFirst()).equals(anchor)) {
                    throw new UnreadableException("record " + anchor.offset() + " of node-events is another one");
                }
                return;
            }
        }
        throw new UnreadableException("the log did not bring record " + anchor.offset() + " of node-events in time");
    }

    /** All or none. */
    private static List<FoldedNode> nodes(SnapshotShelf shelf, int partition) throws UnreadableException {
        List<Map.Entry<NodeId, ByteBuffer>> snapshots = new ArrayList<>();
        shelf.forEach((node, content) -> snapshots.add(Map.entry(node, content)));
        List<FoldedNode> nodes = new ArrayList<>(snapshots.size());
        for (Map.Entry<NodeId, ByteBuffer> each : snapshots) {
            FoldedNode node = SnapshotCodec.decode(each.getKey(), each.getValue());
            if (node.stream().sequence() > 0 && node.stream().position().partition() != partition) {
                throw new UnreadableException("node " + node.id() + " is of another partition");
            }
            nodes.add(node);
        }
        return nodes;
    }
}

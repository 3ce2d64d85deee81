package io.rackledger.eventlog.kafka;

import io.rackledger.core.identity.LogPosition;
import io.rackledger.eventlog.fold.FoldedNode;
import io.rackledger.eventlog.fold.NodeTable;
import io.rackledger.eventlog.fold.Partitioning;
import io.rackledger.eventlog.snapshot.Checkpoint;
import io.rackledger.eventlog.snapshot.SnapshotCodec;
import io.rackledger.eventlog.snapshot.SnapshotFrame;
import io.rackledger.eventlog.snapshot.SnapshotShelf;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads the snapshots of the partitions that the group gives to this member, as any reader does, and round by round writes what they lack.
 * A round ends with a checkpoint, and that only when all was read back: so what another writer does in between is seen, mended in the next
 * round, and never vouched for. Confined to one thread but for {@link #wakeup}.
 */
final class SnapshotRounds implements AutoCloseable, ConsumerRebalanceListener {
    static final String GROUP = "snapshots";
    private static final Duration TICK = Duration.ofMillis(200);
    /** Between two bursts of a round: the command path comes first. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private static final int BURST = 500;

    private final Setting setting;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<Integer, Shelf> shelves = new HashMap<>();

    /** What a writer works with. */
    record Setting(KafkaParts parts, byte[] stamp, SnapshotRhythm rhythm, NodeTable table, Boundaries boundaries) {}

    private record Shelf(SnapshotShelf content, Instant checkedAt) {}

    SnapshotRounds(Setting setting) {
        this.setting = setting;
        this.consumer = setting.parts().clients().sharing(GROUP);
        consumer.subscribe(Set.of(setting.parts().topics().name(TopicName.SNAPSHOTS)), this);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        assigned.forEach(each ->
                shelves.put(each.partition(), new Shelf(new SnapshotShelf(setting.stamp(), false), Instant.MIN)));
        consumer.seekToBeginning(assigned);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        revoked.forEach(each -> shelves.remove(each.partition()));
    }

    /** Reads for a moment, then does the rounds that are due. */
    void step() {
        read(TICK);
        for (int partition : Set.copyOf(shelves.keySet())) {
            Shelf shelf = shelves.get(partition);
            if (shelf != null && due(partition, shelf)) {
                round(partition, shelf.content());
            }
        }
    }

    private void read(Duration patience) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
            Shelf shelf = shelves.get(record.partition());
            if (shelf != null) {
                shelf.content().take(Records.key(record), record.value());
            }
        }
    }

    private boolean due(int partition, Shelf shelf) {
        long passed = setting.boundaries().of(partition).offset() + 1;
        SnapshotShelf content = shelf.content();
        if (passed == 0 || !readToEnd(partition)) {
            return false;
        }
        long covered = content.checkpoint().map(Checkpoint::next).orElse(0L);
        boolean behind = passed > covered || !content.newestHolds();
        boolean late = !shelf.checkedAt().plus(setting.rhythm().atLatest()).isAfter(now());
        return behind && (passed - covered >= setting.rhythm().records() || late);
    }

    private boolean readToEnd(int partition) {
        TopicPartition mine = new TopicPartition(setting.parts().topics().name(TopicName.SNAPSHOTS), partition);
        return consumer.position(mine) >= consumer.endOffsets(Set.of(mine)).getOrDefault(mine, 0L);
    }

    private void round(int partition, SnapshotShelf shelf) {
        shelves.put(partition, new Shelf(shelf, now()));
        long next = setting.boundaries().of(partition).offset() + 1;
        List<FoldedNode> nodes = nodesOf(partition);
        List<FoldedNode> lacking = nodes.stream().filter(shelf::lacks).toList();
        List<CompletableFuture<LogPosition>> written = new ArrayList<>();
        for (FoldedNode node : lacking) {
            byte[] value = SnapshotFrame.write(setting.stamp(), SnapshotCodec.encode(node));
            written.add(send(partition, node.id().value(), value));
            if (written.size() % BURST == 0) {
                read(PAUSE);
            }
        }
        strays(nodes, shelf).forEach(key -> written.add(send(partition, key, null)));
        if (readBack(partition, shelf, written) && nodes.stream().noneMatch(shelf::lacks)) {
            certify(partition, shelf, next, lacking);
        }
    }

    private List<FoldedNode> nodesOf(int partition) {
        int partitions = setting.parts().topics().partitions(TopicName.NODE_EVENTS);
        return setting.table()
                .all()
                .filter(node -> Partitioning.of(node.id().value(), partitions) == partition)
                .toList();
    }

    private static List<String> strays(List<FoldedNode> nodes, SnapshotShelf shelf) {
        Set<String> strays = shelf.strays();
        nodes.forEach(node -> strays.remove(node.id().value()));
        return List.copyOf(strays);
    }

    private CompletableFuture<LogPosition> send(int partition, String key, byte @Nullable [] value) {
        String topic = setting.parts().topics().name(TopicName.SNAPSHOTS);
        return setting.parts()
                .observed()
                .send(new ProducerRecord<>(topic, partition, key.getBytes(StandardCharsets.UTF_8), value));
    }

    /** Whether all that was written has been read, and the partition is still ours. */
    private boolean readBack(int partition, SnapshotShelf shelf, List<CompletableFuture<LogPosition>> written) {
        Duration deadline = setting.parts().settings().pace().deadline();
        long last = CompletableFuture.allOf(written.toArray(new CompletableFuture<?>[0]))
                .thenApply(_ -> written.stream()
                        .mapToLong(each -> each.join().offset())
                        .max()
                        .orElse(-1))
                .orTimeout(deadline.toMillis() * 2, TimeUnit.MILLISECONDS)
                .join();
        TopicPartition mine = new TopicPartition(setting.parts().topics().name(TopicName.SNAPSHOTS), partition);
        for (long looks = deadline.toMillis() / TICK.toMillis(); looks > 0 && owns(partition, shelf); looks--) {
            if (consumer.position(mine) > last) {
                return true;
            }
            read(TICK);
        }
        return false;
    }

    /** Vouches for what is on the shelf, once the fold has passed a record that no snapshot is newer than. */
    private void certify(int partition, SnapshotShelf shelf, long next, List<FoldedNode> lacking) {
        long newest = lacking.stream()
                .mapToLong(node -> node.stream().position().offset())
                .max()
                .orElse(-1);
        long looks = setting.parts().settings().pace().deadline().toMillis() / TICK.toMillis();
        while (setting.boundaries().of(partition).offset() < newest && looks-- > 0) {
            read(TICK);
        }
        Checkpoint.Anchor anchor = setting.boundaries().of(partition);
        if (anchor.offset() >= newest && owns(partition, shelf)) {
            readBack(partition, shelf, List.of(send(partition, Checkpoint.KEY, shelf.certify(next, anchor))));
        }
    }

    private boolean owns(int partition, SnapshotShelf shelf) {
        return Optional.ofNullable(shelves.get(partition))
                .filter(present -> present.content() == shelf)
                .isPresent();
    }

    private Instant now() {
        return setting.parts().clock().instant();
    }

    void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }
}

package io.rackledger.eventlog.kafka;

import static io.rackledger.eventlog.LogFixture.await;
import static io.rackledger.eventlog.LogFixture.change;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.door.AppendRequest;
import io.rackledger.core.door.AppendResult;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.NodeState;
import io.rackledger.eventlog.NodeWalk;
import io.rackledger.eventlog.fold.Partitioning;
import io.rackledger.eventlog.snapshot.Checkpoint;
import io.rackledger.eventlog.snapshot.FoldVersion;
import io.rackledger.eventlog.snapshot.SnapshotFrame;
import io.rackledger.eventlog.snapshot.SnapshotShelf;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A start from snapshots and tail is the same as a fold of everything, whatever happened to the snapshots. */
final class SnapshotStartTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final SnapshotRhythm NEVER = new SnapshotRhythm(Long.MAX_VALUE, Duration.ofDays(9_000));
    private static final SnapshotRhythm AT_ONCE = new SnapshotRhythm(1, Duration.ZERO);
    private static final int NODES = 40;

    private final LogSettings settings = TestBroker.freshSettings().withSnapshots(NEVER);
    private final List<List<AppendRequest>> lives = IntStream.range(0, NODES)
            .mapToObj(seed -> new NodeWalk(seed).steps(30).requests())
            .toList();

    /** The first two thirds of every life, with the records of lost races between them. */
    @BeforeEach
    void fill() {
        TestBroker.open(settings).close();
        Streams.write(
                settings, lives.stream().flatMap(life -> withRaces(early(life))).toList());
    }

    private static List<AppendRequest> early(List<AppendRequest> life) {
        return life.subList(0, life.size() * 2 / 3);
    }

    private static Stream<AppendRequest> withRaces(List<AppendRequest> life) {
        return IntStream.range(0, life.size())
                .boxed()
                .flatMap(i ->
                        i % 5 == 4 ? Stream.of(life.get(i), life.get(i - 1), life.get(i)) : Stream.of(life.get(i)));
    }

    private void writeTails() {
        Streams.write(
                settings,
                lives.stream()
                        .flatMap(life -> life.subList(early(life).size(), life.size()).stream())
                        .toList());
    }

    /** Lets one instance, or several, bring the snapshots up to date with the end of the log. */
    private void writeSnapshots(int instances) {
        LogSettings writing = settings.withSnapshots(AT_ONCE);
        List<KafkaLog> logs =
                Stream.generate(() -> TestBroker.open(writing)).limit(instances).toList();
        try {
            logs.forEach(KafkaLog::nodeStates);
            awaitSnapshots(FoldVersion.present());
        } finally {
            logs.forEach(KafkaLog::close);
        }
    }

    private void awaitSnapshots(byte... version) {
        Clients clients = new Clients(settings);
        try (Admin admin = clients.admin();
                KafkaConsumer<byte[], byte[]> consumer = clients.consumer("watch")) {
            Topics topics = Topics.open(settings, admin);
            LogVector end = await(topics.end(TopicName.NODE_EVENTS, PATIENCE));
            byte[] stamp = SnapshotFrame.stamp(version, topics.id(TopicName.NODE_EVENTS));
            Map<Integer, SnapshotShelf> shelves = new HashMap<>();
            consumer.assign(topics.all(TopicName.SNAPSHOTS));
            consumer.seekToBeginning(consumer.assignment());
            Awaitility.await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record -> shelves.computeIfAbsent(
                                        record.partition(), _ -> new SnapshotShelf(stamp, false))
                                .take(Records.key(record), record.value()));
                return end.next().entrySet().stream()
                        .allMatch(each -> covers(shelves.get(each.getKey()), each.getValue()));
            });
        }
    }

    private static boolean covers(@Nullable SnapshotShelf shelf, long end) {
        return shelf != null
                && shelf.newestHolds()
                && shelf.checkpoint().filter(word -> word.next() == end).isPresent();
    }

    private Map<NodeId, NodeStream> folded(KafkaLog log) {
        log.nodeStates();
        await(log.ready());
        return Streams.all(log.nodeStates(), settings);
    }

    /** As of a log that never read a snapshot. */
    private Map<NodeId, NodeStream> fullFold() {
        try (KafkaLog log = KafkaLog.open(settings, Clock.systemUTC(), new byte[] {99})) {
            Map<NodeId, NodeStream> all = folded(log);
            assertThat(log.begunAt()).isEqualTo(LogVector.START);
            assertThat(all).hasSize(NODES);
            return all;
        }
    }

    private void send(int partition, String key, byte[] value) {
        Clients clients = new Clients(settings);
        try (LogWriter stranger = new LogWriter(() -> clients.producer("stranger", Duration.ZERO))) {
            await(stranger.send(new ProducerRecord<>(
                    TopicName.SNAPSHOTS.in(settings), partition, key.getBytes(StandardCharsets.UTF_8), value)));
        }
    }

    private static Uuid idOf(Admin admin, String topic)
            throws ExecutionException, InterruptedException, TimeoutException {
        return admin.describeTopics(List.of(topic))
                .topicNameValues()
                .get(topic)
                .get(10, TimeUnit.SECONDS)
                .topicId();
    }

    @Test
    void makesTheTopicAnewThatSomebodyDeletedAndFillsItAgain() throws Exception {
        Map<NodeId, NodeStream> truth = fullFold();
        try (KafkaLog log = TestBroker.open(settings.withSnapshots(AT_ONCE));
                Admin admin = new Clients(settings).admin()) {
            log.nodeStates();
            awaitSnapshots(FoldVersion.present());
            String name = TopicName.SNAPSHOTS.in(settings);
            Uuid before = idOf(admin, name);
            admin.deleteTopics(List.of(name)).all().get(20, TimeUnit.SECONDS);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> !idOf(admin, name).equals(before));
            awaitSnapshots(FoldVersion.present());
            assertThat(log.stopped()).isNotDone();
        }
        try (KafkaLog log = TestBroker.open(settings)) {
            assertThat(folded(log)).isEqualTo(truth);
            assertThat(log.begunAt().next()).hasSize(settings.layout().partitions());
        }
    }

    @Test
    void equalsTheFullFoldAlsoWithTwoWritersAndTailsAfterThem() {
        writeSnapshots(2);
        writeTails();
        Map<NodeId, NodeStream> truth = fullFold();
        assertThat(truth.values()).anyMatch(stream -> stream.state() instanceof NodeState.Deleted);
        try (KafkaLog log = TestBroker.open(settings)) {
            assertThat(folded(log)).isEqualTo(truth);
            assertThat(log.begunAt().next()).hasSize(settings.layout().partitions());
            NodeId node = lives.getFirst().getFirst().node();
            assertThat(log.history().of(node).stream().map(NodeRecord::sequence))
                    .isEqualTo(IntStream.rangeClosed(1, lives.getFirst().size())
                            .mapToObj(Long::valueOf)
                            .toList());
            NodeStream living = truth.values().stream()
                    .filter(stream -> !(stream.state() instanceof NodeState.Deleted))
                    .findFirst()
                    .orElseThrow();
            assertThat(await(log.nodeLog().append(change(id(truth, living), living.sequence()))))
                    .isInstanceOf(AppendResult.Appended.class);
        }
        writeSnapshots(1);
        try (KafkaLog log = TestBroker.open(settings)) {
            assertThat(folded(log)).isEqualTo(fullFold());
        }
    }

    private static NodeId id(Map<NodeId, NodeStream> all, NodeStream wanted) {
        return all.entrySet().stream()
                .filter(each -> each.getValue().equals(wanted))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Tag("full")
    void foldsThePartitionWhoseSnapshotsAreBrokenFromItsBeginningAndMendsThem() {
        writeSnapshots(1);
        NodeId node = lives.getFirst().getFirst().node();
        int partition = Partitioning.of(node.value(), settings.layout().partitions());
        // As compaction would leave it where something broken was written over a snapshot.
        send(partition, node.value(), "broken".getBytes(StandardCharsets.UTF_8));
        send(partition, Checkpoint.KEY, "broken".getBytes(StandardCharsets.UTF_8));
        Map<NodeId, NodeStream> truth = fullFold();
        try (KafkaLog log = TestBroker.open(settings)) {
            assertThat(folded(log)).isEqualTo(truth);
            assertThat(log.begunAt().next())
                    .as("what was whole before still is")
                    .hasSize(settings.layout().partitions());
        }
        writeTails();
        writeSnapshots(1);
        try (KafkaLog log = TestBroker.open(settings)) {
            assertThat(folded(log)).isEqualTo(fullFold());
        }
    }

    @Test
    @Tag("full")
    void ignoresSnapshotsOfOtherCodeAndReplacesThem() {
        LogSettings writing = settings.withSnapshots(AT_ONCE);
        try (KafkaLog other = KafkaLog.open(writing, Clock.systemUTC(), new byte[] {7})) {
            other.nodeStates();
            awaitSnapshots((byte) 7);
        }
        try (KafkaLog log = TestBroker.open(settings)) {
            assertThat(folded(log)).isEqualTo(fullFold());
            assertThat(log.begunAt()).isEqualTo(LogVector.START);
        }
        writeSnapshots(1);
        try (KafkaLog log = TestBroker.open(settings)) {
            assertThat(folded(log)).isEqualTo(fullFold());
            assertThat(log.begunAt().next()).hasSize(settings.layout().partitions());
        }
    }
}

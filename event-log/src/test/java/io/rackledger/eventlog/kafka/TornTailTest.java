package io.rackledger.eventlog.kafka;

import static io.rackledger.eventlog.LogFixture.await;
import static io.rackledger.eventlog.LogFixture.enroll;
import static io.rackledger.eventlog.LogFixture.newNode;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.NodeId;
import io.rackledger.eventlog.embedded.EmbeddedKafka;
import io.rackledger.eventlog.witness.LogLossException;
import io.rackledger.eventlog.witness.LogWitness;
import io.rackledger.eventlog.witness.Loss;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Power that goes during an append leaves a torn tail, and a disk that lies about its writes takes acknowledged records with it. The
 * first is cut off and forgotten; the second is noticed and listed before anything is decided on what is left.
 */
final class TornTailTest {
    private static final String SEED = "rackledger.fault.seed";
    private static final int NODES = 24;
    private static final int ROUNDS = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final long seed = Long.getLong(SEED, System.nanoTime() & 0xFFFF_FFFFL);
    private final SplittableRandom chance = new SplittableRandom(seed);

    @TempDir
    private Path folder;

    private final SortedMap<LogPosition, NodeRecord> before =
            new TreeMap<>(Comparator.comparingInt(LogPosition::partition).thenComparingLong(LogPosition::offset));
    private int torn;
    private int lost;

    @Test
    void cutsThreeTornTailsAndListsWhatIsLost() throws Exception {
        cutTails(1, 3);
    }

    @Test
    @Tag("full")
    void cutsFiftyTornTailsAndListsWhatIsLost() throws Exception {
        cutTails(10, 5);
    }

    private void cutTails(int restarts, int tails) throws Exception {
        String words = "seed " + seed + "; again: mvn -B -ntp -pl event-log -am test -Pfull -Dtest=TornTailTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -D" + SEED + "=" + seed;
        System.out.println(words);
        Path original = folder.resolve("original");
        load(original);
        for (int restart = 0; restart < restarts; restart++) {
            Path copy = folder.resolve("copy-" + restart);
            copy(original, copy);
            List<Integer> cut = cut(copy, tails);
            try (EmbeddedKafka broker = EmbeddedKafka.start(copy, 0)) {
                verify(broker, copy, cut, words);
            }
            delete(copy);
        }
        System.out.println("torn tails: " + torn + " cut, " + lost + " acknowledged records lost and listed, 0 silent");
    }

    /** Writes with an fsync for each batch, and lets the broker die. */
    private void load(Path home) throws IOException {
        try (EmbeddedKafka broker = EmbeddedKafka.start(home, 0)) {
            LogSettings settings = LogSettings.embedded(broker.bootstrapServers());
            try (KafkaLog log = KafkaLog.open(settings, Clock.systemUTC(), LogWitness.open(witness(home)))) {
                Ledger ledger = new Ledger();
                List<NodeId> nodes = new ArrayList<>();
                for (int i = 0; i < NODES; i++) {
                    NodeId node = newNode();
                    await(log.nodeLog().append(enroll(node, "torn-" + i)));
                    nodes.add(node);
                }
                for (int round = 0; round < ROUNDS; round++) {
                    nodes.parallelStream().forEach(node -> ledger.write(log, node));
                }
                assertThat(ledger.acknowledged).hasSize(NODES * ROUNDS);
                Ledger.applied(log)
                        .values()
                        .forEach(records -> records.forEach(each -> before.put(each.position(), each)));
                ProcessHandle process = ProcessHandle.of(broker.pid()).orElseThrow();
                process.destroyForcibly();
                broker.close();
            }
        }
    }

    private static Path witness(Path home) {
        return home.resolve("log-witness.txt");
    }

    /** Cuts the segments of so many partitions at random bytes, every third one only within a record that nobody was told of. */
    private List<Integer> cut(Path home, int tails) throws IOException {
        List<Integer> partitions = new ArrayList<>(
                before.keySet().stream().map(LogPosition::partition).distinct().toList());
        List<Integer> cut = new ArrayList<>();
        for (int tail = 0; tail < tails && !partitions.isEmpty(); tail++) {
            int partition = partitions.remove(chance.nextInt(partitions.size()));
            Path segment = home.resolve("kafka/rackledger.node-events-" + partition + "/00000000000000000000.log");
            try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.WRITE, StandardOpenOption.READ)) {
                if (tail % 3 == 2) {
                    tear(channel);
                } else {
                    long window = chance.nextBoolean() ? Math.min(2_000, channel.size()) : channel.size();
                    channel.truncate(channel.size() - 1 - chance.nextLong(window));
                }
            }
            cut.add(partition);
            torn++;
        }
        return cut;
    }

    /** An append that was under way: the first bytes of a batch at the end. */
    private void tear(FileChannel channel) throws IOException {
        ByteBuffer batch = ByteBuffer.allocate(20 + chance.nextInt(60));
        channel.read(batch, 0);
        batch.flip();
        channel.write(batch, channel.size());
    }

    private void verify(EmbeddedKafka broker, Path home, List<Integer> cut, String words) throws IOException {
        LogSettings settings = LogSettings.embedded(broker.bootstrapServers());
        Map<LogPosition, NodeRecord> missing = missing(settings);
        assertThat(missing.keySet()).as(words).allMatch(each -> cut.contains(each.partition()));
        Optional<LogLossException> told = open(settings, home);
        assertThat(told.isPresent()).as(words + " " + missing.keySet()).isEqualTo(!missing.isEmpty());
        for (Map.Entry<LogPosition, NodeRecord> each : missing.entrySet()) {
            assertThat(told.orElseThrow().losses()).as(words).anyMatch(loss -> covers(loss, each.getKey()));
        }
        told.ifPresent(exception -> exception.losses().forEach(loss -> isExact(loss, missing, words)));
        lost += missing.size();
    }

    private SortedMap<LogPosition, NodeRecord> missing(LogSettings settings) {
        SortedMap<LogPosition, NodeRecord> missing = new TreeMap<>(before);
        try (KafkaLog unwatched = KafkaLog.open(settings, Clock.systemUTC())) {
            Ledger.applied(unwatched)
                    .values()
                    .forEach(records -> records.forEach(each -> {
                        assertThat(before.get(each.position())).isEqualTo(each);
                        missing.remove(each.position());
                    }));
        }
        return missing;
    }

    /** The loss, or that the log serves and takes what is appended. */
    private Optional<LogLossException> open(LogSettings settings, Path home) throws IOException {
        try (KafkaLog log = KafkaLog.open(settings, Clock.systemUTC(), LogWitness.open(witness(home)))) {
            Ledger ledger = new Ledger();
            NodeId node = before.values().iterator().next().node();
            Awaitility.await().atMost(PATIENCE).until(() -> ledger.write(log, node));
            return Optional.empty();
        } catch (LogLossException e) {
            return Optional.of(e);
        }
    }

    private static boolean covers(Loss loss, LogPosition position) {
        return loss.partition() == position.partition()
                && loss.from() <= position.offset()
                && position.offset() <= loss.to();
    }

    private static void isExact(Loss loss, Map<LogPosition, NodeRecord> missing, String words) {
        List<NodeRecord> here = missing.entrySet().stream()
                .filter(each -> covers(loss, each.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        assertThat(here).as(words).isNotEmpty();
        assertThat(loss.from()).as(words).isEqualTo(here.getFirst().position().offset());
        assertThat(loss.to()).as(words).isEqualTo(here.getLast().position().offset());
        assertThat(here.stream().map(each -> each.node().value()).collect(Collectors.toSet()))
                .as(words)
                .containsAll(loss.keys());
        assertThat(loss.keys()).as(words).contains(here.getLast().node().value());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Files.copy(each, to.resolve(from.relativize(each)));
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}

package io.rackledger.e2e.fault;

import io.rackledger.core.node.Node;
import io.rackledger.core.node.StateKind;
import io.rackledger.eventlog.kafka.KafkaLog;
import io.rackledger.eventlog.kafka.LogSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** The nodes as the log tells them now, folded in the test's own process. */
final class Board implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final KafkaLog log;

    private Board(KafkaLog log) {
        this.log = log;
    }

    /** @param copies of each topic */
    static Board open(String bootstrapServers, int copies) {
        LogSettings settings = LogSettings.cluster(bootstrapServers, Map.of())
                .withReplication((short) copies, (short) Math.max(1, copies - 1), copies == 1);
        KafkaLog log = KafkaLog.open(settings, Clock.systemUTC());
        log.nodeStates();
        log.ready().orTimeout(60, TimeUnit.SECONDS).join();
        return new Board(log);
    }

    Optional<Node> node(String name) {
        return log.nodeStates().byName(name);
    }

    Node await(String name, Predicate<Node> wanted, Duration patience) {
        return Awaitility.await(name)
                .atMost(patience)
                .pollInterval(BETWEEN_LOOKS)
                .until(() -> node(name).filter(wanted), Optional::isPresent)
                .orElseThrow();
    }

    /** Waits until all nodes are as wanted; fails with those that are not. */
    void awaitAll(Predicate<Node> wanted, Duration patience) {
        Awaitility.await().atMost(patience).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            String others = log.nodeStates()
                    .living()
                    .filter(wanted.negate())
                    .map(node -> node.attributes().name() + " " + node.state())
                    .collect(Collectors.joining(", "));
            if (!others.isEmpty()) {
                throw new AssertionError("not as wanted: " + others);
            }
        });
    }

    long sequence(Node node) {
        return log.nodeStates().current(node.id()).sequence();
    }

    /** How many nodes there are. */
    long count() {
        return log.nodeStates().living().count();
    }

    /** How many nodes are in which state. */
    Map<String, Long> states() {
        return log.nodeStates()
                .living()
                .collect(Collectors.groupingBy(node -> node.state().wireName(), TreeMap::new, Collectors.counting()));
    }

    /** Each failed node with its reason. */
    List<String> failures() {
        return log.nodeStates()
                .living()
                .filter(node -> node.failure().isPresent())
                .map(node -> node.attributes().name() + ": "
                        + node.failure().orElseThrow().sentence())
                .toList();
    }

    /** Waits until at least so many nodes are as wanted. */
    void awaitCount(Predicate<Node> wanted, int least, Duration patience) {
        Awaitility.await()
                .atMost(patience)
                .pollInterval(BETWEEN_LOOKS)
                .until(() -> log.nodeStates().living().filter(wanted).count() >= least);
    }

    /** Stable, or failed with its reason. */
    static boolean atRest(Node node) {
        return node.state().kind() == StateKind.STABLE
                || node.state().kind() == StateKind.FAILED && node.failure().isPresent();
    }

    @Override
    public void close() {
        log.close();
    }
}

package io.rackledger.eventlog.kafka;

import static io.rackledger.eventlog.LogFixture.await;
import static io.rackledger.eventlog.LogFixture.enroll;
import static io.rackledger.eventlog.LogFixture.newNode;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Two instances, 32 writers each, on the same 20 nodes: nothing is lost, nothing is doubled, and all folds are equal. */
final class ContentionProofTest {
    private static final int WRITERS = 32;
    private static final int COMMANDS = 30;
    private static final int NODES = 20;

    @Test
    void losesAndDoublesNothingUnderContentionAndRebuildsAnEqualState() throws Exception {
        // The arbitration is the same with and without fsync; without it the proof has more races in less time.
        LogSettings settings = TestBroker.freshSettings().withReplication((short) 1, (short) 1, false);
        Ledger ledger = new Ledger();
        try (KafkaLog one = TestBroker.open(settings);
                KafkaLog two = TestBroker.open(settings)) {
            List<NodeId> nodes = enrolled(one);
            race(List.of(one, two), nodes, ledger);
            assertThat(ledger.unknown).isEmpty();
            assertThat(ledger.acknowledged).hasSize(2 * WRITERS * COMMANDS);

            Map<NodeId, List<NodeRecord>> applied = Ledger.applied(one);
            List<CommandId> commands = Ledger.commands(applied);
            assertThat(commands).doesNotHaveDuplicates().containsAll(ledger.acknowledged);
            assertThat(commands).hasSize(ledger.acknowledged.size() + NODES);
            assertEqualFolds(nodes, one, two, settings);
            System.out.println(
                    ledger.acknowledged.size() + " commands, " + ledger.lostRaces + " lost races decided again");
        }
    }

    private static List<NodeId> enrolled(KafkaLog log) {
        List<NodeId> nodes = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            NodeId node = newNode();
            await(log.nodeLog().append(enroll(node, "contended-" + i)));
            nodes.add(node);
        }
        return nodes;
    }

    private static void race(List<KafkaLog> logs, List<NodeId> nodes, Ledger ledger) throws Exception {
        for (KafkaLog log : logs) {
            await(log.nodeStates().caughtUp(Duration.ofSeconds(30)));
        }
        List<Future<?>> writers = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int writer = 0; writer < logs.size() * WRITERS; writer++) {
                int number = writer;
                writers.add(executor.submit(() -> {
                    for (int i = 0; i < COMMANDS; i++) {
                        ledger.write(logs.get(number % logs.size()), nodes.get((number * 7 + i) % NODES));
                    }
                }));
            }
            for (Future<?> writer : writers) {
                writer.get(120, TimeUnit.SECONDS);
            }
        }
    }

    private static void assertEqualFolds(List<NodeId> nodes, KafkaLog one, KafkaLog two, LogSettings settings) {
        await(two.nodeStates().caughtUp(Duration.ofSeconds(30)));
        await(one.nodeStates().caughtUp(Duration.ofSeconds(30)));
        try (KafkaLog cold = TestBroker.open(settings)) {
            cold.nodeStates();
            await(cold.ready());
            for (NodeId node : nodes) {
                assertThat(two.nodeStates().current(node))
                        .isEqualTo(one.nodeStates().current(node));
                assertThat(cold.nodeStates().current(node))
                        .isEqualTo(one.nodeStates().current(node));
            }
        }
    }
}

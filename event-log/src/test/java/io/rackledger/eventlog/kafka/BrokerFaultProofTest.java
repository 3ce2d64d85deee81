package io.rackledger.eventlog.kafka;

import static io.rackledger.eventlog.LogFixture.await;
import static io.rackledger.eventlog.LogFixture.change;
import static io.rackledger.eventlog.LogFixture.enroll;
import static io.rackledger.eventlog.LogFixture.newCommand;
import static io.rackledger.eventlog.LogFixture.newNode;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.door.AppendResult;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.NodeId;
import io.rackledger.eventlog.embedded.EmbeddedKafka;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A broker that is killed or stands still: what was acknowledged is there, once, and what is not known is said to be so. */
final class BrokerFaultProofTest {
    private static final int WRITERS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static EmbeddedKafka broker;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedKafka.start(Files.createTempDirectory(Path.of("target"), "faulty-broker-"), 0);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void keepsEveryAcknowledgedCommandOnceWhenTheBrokerIsKilledUnderLoad() throws Exception {
        Ledger ledger = new Ledger();
        LogSettings settings = LogSettings.embedded(broker.bootstrapServers()).withPrefix("killed.");
        try (KafkaLog log = KafkaLog.open(settings, Clock.systemUTC())) {
            List<NodeId> nodes = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                NodeId node = newNode();
                await(log.nodeLog().append(enroll(node, "killed-" + i)));
                nodes.add(node);
            }
            underLoad(log, nodes, ledger, () -> killAndAwaitMore(ledger));
            await(log.nodeStates().caughtUp(PATIENCE));
        }
        try (KafkaLog cold = KafkaLog.open(settings, Clock.systemUTC())) {
            List<CommandId> commands = Ledger.commands(Ledger.applied(cold));
            assertThat(commands).doesNotHaveDuplicates().containsAll(ledger.acknowledged);
            assertThat(commands.stream().filter(ledger.neverSent::contains)).isEmpty();
            System.out.println(ledger.acknowledged.size() + " acknowledged, all there; " + ledger.unknown.size()
                    + " unknown, of which "
                    + ledger.unknown.stream().filter(commands::contains).count() + " are there");
        }
    }

    @Test
    void startsTheSameFromSnapshotsThatTheBrokersDeathLeftHalfWritten() throws Exception {
        killWhileSnapshotsAreWritten(1);
    }

    @Test
    @Tag("full")
    void startsTheSameFromSnapshotsAfterTenDeaths() throws Exception {
        killWhileSnapshotsAreWritten(10);
    }

    /** Every record asks for a round of snapshots at once, so that a death under load is in the middle of one. */
    private static void killWhileSnapshotsAreWritten(int deaths) throws Exception {
        LogSettings settings = LogSettings.embedded(broker.bootstrapServers())
                .withPrefix("snapshots-" + deaths + ".")
                .withSnapshots(new SnapshotRhythm(1, Duration.ZERO));
        for (int death = 0; death < deaths; death++) {
            Ledger ledger = new Ledger();
            Map<NodeId, NodeStream> before;
            try (KafkaLog log = KafkaLog.open(settings, Clock.systemUTC())) {
                log.nodeStates();
                List<NodeId> nodes = new ArrayList<>();
                for (int i = 0; i < WRITERS; i++) {
                    NodeId node = newNode();
                    await(log.nodeLog().append(enroll(node, "s-" + death + "-" + i)));
                    nodes.add(node);
                }
                underLoad(log, nodes, ledger, () -> killAndAwaitMore(ledger));
                await(log.nodeStates().caughtUp(PATIENCE));
                before = Streams.all(log.nodeStates(), settings);
            }
            LogSettings still = settings.withSnapshots(new SnapshotRhythm(Long.MAX_VALUE, Duration.ofDays(9_000)));
            // As of other code each time, as broken snapshots are mended at once, also by those who never look at them
            // again.
            byte[] otherCode = {99, (byte) death};
            try (KafkaLog full = KafkaLog.open(still, Clock.systemUTC(), otherCode);
                    KafkaLog again = KafkaLog.open(still, Clock.systemUTC())) {
                full.nodeStates();
                again.nodeStates();
                await(full.ready());
                await(again.ready());
                assertThat(full.begunAt()).isEqualTo(LogVector.START);
                assertThat(again.begunAt()).as("it begins at snapshots").isNotEqualTo(LogVector.START);
                assertThat(Streams.all(full.nodeStates(), settings)).isEqualTo(before);
                assertThat(Streams.all(again.nodeStates(), settings)).isEqualTo(before);
            }
        }
    }

    private static void killAndAwaitMore(Ledger ledger) {
        Awaitility.await().atMost(PATIENCE).until(() -> ledger.acknowledged.size() > 200);
        long killed = broker.pid();
        ProcessHandle.of(killed).orElseThrow().destroyForcibly();
        Awaitility.await().atMost(PATIENCE).until(() -> broker.pid() != killed);
        int before = ledger.acknowledged.size();
        Awaitility.await().atMost(PATIENCE).until(() -> ledger.acknowledged.size() > before + 100);
    }

    private static void underLoad(KafkaLog log, List<NodeId> nodes, Ledger ledger, Runnable meanwhile)
            throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        List<Future<?>> writers = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (NodeId node : nodes) {
                writers.add(executor.submit(() -> {
                    while (!enough.get()) {
                        ledger.write(log, node);
                    }
                }));
            }
            try {
                meanwhile.run();
            } finally {
                enough.set(true);
            }
            for (Future<?> writer : writers) {
                writer.get(60, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void answersThatTheOutcomeIsUnknownWhileTheBrokerStandsStillAndResolvesItByTheCommandId() throws Exception {
        LogSettings settings = LogSettings.embedded(broker.bootstrapServers())
                .withPrefix("stopped.")
                .withDeadline(Duration.ofSeconds(2));
        try (KafkaLog log = KafkaLog.open(settings, Clock.systemUTC())) {
            NodeId node = newNode();
            await(log.nodeLog().append(enroll(node, "stopped")));
            CommandId command = newCommand();
            signal("STOP");
            AppendResult result;
            try {
                result = await(log.nodeLog().append(change(node, 1, command)));
            } finally {
                signal("CONT");
            }
            assertThat(result)
                    .isEqualTo(new AppendResult.OutcomeUnknown(command, ((AppendResult.OutcomeUnknown) result).why()));
            // The caller asks again with the same command id: in the log once, whether the first record arrived or not.
            Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                await(log.nodeStates().caughtUp(Duration.ofSeconds(10)));
                return log.nodeStates().current(node).applied(command).isPresent()
                        || await(log.nodeLog().append(change(node, 1, command))) instanceof AppendResult.Appended;
            });
            assertThat(log.nodeStates().current(node).sequence()).isEqualTo(2);
            assertThat(Ledger.commands(Ledger.applied(log))).containsOnlyOnce(command);
        }
    }

    private static void signal(String name) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(broker.pid())).start();
        assertThat(kill.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(kill.exitValue()).isZero();
    }
}

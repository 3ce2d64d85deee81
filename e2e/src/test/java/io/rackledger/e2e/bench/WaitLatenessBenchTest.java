package io.rackledger.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.door.FeedReader;
import io.rackledger.core.door.LogRecord;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.NodeEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How late waits expire that all fall due at the same instant. */
@Tag("bench")
final class WaitLatenessBenchTest {
    private static final double AIM_MILLIS = 2_000;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration AT_LEAST_AHEAD = Duration.ofSeconds(4);
    private static final Duration LONGEST = Duration.ofSeconds(100);

    @Test
    void measuresLatenessOfWaitsThatFallDueTogether(@TempDir Path folder) throws Exception {
        try (Figures figures = Figures.of(WaitLatenessBenchTest.class);
                BenchLog log = BenchLog.start(folder, true);
                RawProducer raw = new RawProducer(log);
                ServingEngine engine = ServingEngine.start(folder, log, "command")) {
            lateness(log, 10_000);
            for (int count : new int[] {100, 1_000}) {
                double[] last = new double[RateRounds.ROUNDS];
                Latencies all = new Latencies();
                CpuUse cpu = new CpuUse()
                        .and("engine", engine::cpu)
                        .and("broker", log::cpu)
                        .start();
                for (int round = 0; round < last.length; round++) {
                    Latencies latencies = lateness(log, count);
                    last[round] = latencies.millis(1);
                    all.addAll(latencies);
                }
                String cost = cpu.text(all.count(), "wait, its making included");
                figures.add(row(count, Spread.of(last), all, cost, raw));
            }
            CpuUse cpu = new CpuUse()
                    .and("engine", engine::cpu)
                    .and("broker", log::cpu)
                    .start();
            Latencies latencies = lateness(log, 100_000);
            String cost = cpu.text(latencies.count(), "wait, its making included");
            figures.add(row(100_000, Spread.of(latencies.millis(1)), latencies, cost, raw));
        }
    }

    private static Figure row(int count, Spread last, Latencies all, String cost, RawProducer raw) throws Exception {
        double rawMillis = count / raw.rate(256, 2_000) * 1_000;
        return Figure.of(
                        "waits-" + count,
                        "lateness of the last of " + count + " waits that fall due at the same instant",
                        "ms",
                        last)
                .beside("raw idempotent producer, time for as many records with 256 under way", rawMillis)
                .aimingAtMost(AIM_MILLIS)
                .because(
                        "Every expiry is a decision of its own, written, read back, and read once more by the bench on the same cores. "
                                + cost)
                .measuredBy(
                        "From the due time, which stands in the log, to the arrival of the expiry's record at a reader in "
                                + "another process; every batch forced to the disk; each of the waits expired once. All: "
                                + all + ".");
    }

    /** Lets so many waits fall due together, and tells how late each was. */
    private static Latencies lateness(BenchLog log, int count) throws Exception {
        WaitingNodes nodes = WaitingNodes.enrolled(log.log(), count);
        Map<LogTopic, LogVector> end =
                Map.of(LogTopic.NODE_EVENTS, log.log().feed().end(LogTopic.NODE_EVENTS, POLL.multipliedBy(100)));
        try (FeedReader reader = log.log().feed().readAll(end)) {
            Instant due = Instant.now().plus(nodes.enrolling()).plus(AT_LEAST_AHEAD);
            Set<NodeId> waiting = new HashSet<>(nodes.await(due));
            assertThat(Instant.now())
                    .as("all waits stand in the log before they fall due")
                    .isBefore(due);
            Latencies latencies = new Latencies();
            while (!waiting.isEmpty() && Instant.now().isBefore(due.plus(LONGEST))) {
                for (LogRecord record : reader.poll(POLL)) {
                    if (record instanceof LogRecord.OfNode(var node)
                            && node.events().stream().anyMatch(NodeEvent.WaitExpired.class::isInstance)) {
                        assertThat(waiting.remove(node.node()))
                                .as("expires once")
                                .isTrue();
                        latencies.add(Duration.between(due, Instant.now()).toNanos());
                    }
                }
            }
            assertThat(waiting).as("waits that did not expire").isEmpty();
            return latencies;
        }
    }
}

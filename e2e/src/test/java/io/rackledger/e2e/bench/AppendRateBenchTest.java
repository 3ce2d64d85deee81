package io.rackledger.e2e.bench;

import io.rackledger.core.door.AppendRequest;
import io.rackledger.core.door.AppendResult;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.door.RecordContext;
import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.Decision;
import io.rackledger.core.node.Given;
import io.rackledger.core.node.NodeCommand;
import io.rackledger.core.node.NodeDecider;
import io.rackledger.core.node.WaitPolicy;
import io.rackledger.eventlog.EventLog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records per second through the bare log, without Axon: decided, appended and back through the fold; the broker in another process. */
@Tag("bench")
final class AppendRateBenchTest {
    private static final int MOST = 512;
    private static final List<Integer> UNDER_WAY = List.of(1, 64, MOST);
    private static final long ROUND_MILLIS = 3_000;
    private static final int WARM_UP = 100_000;
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(40);
    private static final double SHARE_OF_RAW = 0.5;

    @Test
    void measuresAppendsToTheBareLog(@TempDir Path folder) throws Exception {
        try (Figures figures = Figures.of(AppendRateBenchTest.class)) {
            measure(folder.resolve("page-cache"), false, figures);
            measure(folder.resolve("fsync"), true, figures);
        }
    }

    private static void measure(Path folder, boolean fsync, Figures figures) throws Exception {
        try (BenchLog log = BenchLog.start(folder, fsync);
                RawProducer raw = new RawProducer(log)) {
            log.log().nodeStates();
            log.log().ready().get(20, TimeUnit.SECONDS);
            ChangingNodes.Door door = door(log.log());
            int warmUp = WarmUp.of(WARM_UP, LONGEST_WARM_UP, new ChangingNodes(door, 256)::until);
            for (int underWay : UNDER_WAY) {
                double limit = raw.rate(underWay, ROUND_MILLIS / 2);
                CpuUse cpu = new CpuUse().and("broker", log::cpu).start();
                RateRounds rounds = RateRounds.measure(ROUND_MILLIS, new ChangingNodes(door, underWay)::until);
                Figure row = row(fsync, underWay, rounds, cpu, warmUp)
                        .beside("raw idempotent producer, as many under way", limit);
                figures.add(underWay == MOST ? row.aimingAtLeast(limit * SHARE_OF_RAW) : row);
            }
        }
    }

    private static Figure row(boolean fsync, int underWay, RateRounds rounds, CpuUse cpu, int warmUp) {
        return Figure.of(
                        underWay + (fsync ? "-fsync" : ""),
                        "records through the bare log, " + underWay + " under way"
                                + (fsync ? ", every batch forced to the disk" : ""),
                        "records/s",
                        rounds.perSecond())
                .because(
                        cpu.text(rounds.latencies().count(), "record")
                                + " The load generator's holds deciding, encoding, the producer, reading back, decoding and folding.")
                .measuredBy(
                        "Each virtual thread changes a property of its own node and waits until its record has come back. "
                                + "Warm-up " + warmUp + " records, " + RateRounds.ROUNDS + " rounds of "
                                + ROUND_MILLIS / 1000
                                + " s. Latency " + rounds.latencies() + ".");
    }

    private static ChangingNodes.Door door(EventLog log) {
        return (node, command, id) -> append(log, node, command, id);
    }

    private static CompletableFuture<Boolean> append(EventLog log, NodeId node, NodeCommand command, CommandId id) {
        NodeStream stream = log.nodeStates().current(node);
        Given given = new Given(Instant.now(), WaitPolicy.standard());
        return switch (NodeDecider.decide(stream.state(), command, given)) {
            case Decision.Rejected _ -> CompletableFuture.completedFuture(false);
            case Decision.Accepted accepted -> {
                RecordContext context = new RecordContext(id, ChangingNodes.HASH, "operator:bench", "", id.value(), "");
                yield log.nodeLog()
                        .append(new AppendRequest(node, stream.sequence(), given.at(), accepted.events(), context))
                        .thenApply(AppendResult.Appended.class::isInstance);
            }
        };
    }
}

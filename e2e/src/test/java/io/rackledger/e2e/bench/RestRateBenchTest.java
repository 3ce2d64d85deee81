package io.rackledger.e2e.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands per second over REST: the engine's command role in a process of its own, its broker in another, the load in this one. */
@Tag("bench")
final class RestRateBenchTest {
    private static final List<Integer> UNDER_WAY = List.of(1, 64, 512);
    private static final long ROUND_MILLIS = 3_000;
    private static final int WARM_UP = 60_000;
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(40);
    private static final double AIM = 3_000;

    @Test
    void measuresCommandsOverRest(@TempDir Path folder) throws Exception {
        try (Figures figures = Figures.of(RestRateBenchTest.class)) {
            measure(folder.resolve("page-cache"), false, figures);
            measure(folder.resolve("fsync"), true, figures);
        }
    }

    private static void measure(Path folder, boolean fsync, Figures figures) throws Exception {
        try (BenchLog log = BenchLog.start(folder, fsync);
                RawProducer raw = new RawProducer(log);
                ServingEngine engine = ServingEngine.start(folder, log, "command")) {
            int warmUp = warmUp(engine);
            for (int underWay : UNDER_WAY) {
                double limit = raw.rate(underWay, ROUND_MILLIS / 2);
                CpuUse cpu = new CpuUse().and("engine", engine::cpu).and("broker", log::cpu);
                RateRounds rounds = rounds(engine, underWay, cpu);
                figures.add(row(fsync, underWay, rounds, cpu, warmUp)
                        .beside("raw idempotent producer, as many under way", limit));
            }
        }
    }

    private static Figure row(boolean fsync, int underWay, RateRounds rounds, CpuUse cpu, int warmUp) {
        Figure row = Figure.of(
                        underWay + (fsync ? "-fsync" : ""),
                        "commands through REST, " + underWay + " under way"
                                + (fsync ? ", every batch forced to the disk" : ""),
                        "commands/s",
                        rounds.perSecond())
                .because(cpu.text(rounds.latencies().count(), "command"))
                .measuredBy(
                        "Each connection changes a property of its own node (PATCH, If-Match) and waits for the answer, "
                                + "which comes when the record has come back from the log. Warm-up " + warmUp
                                + " commands, " + RateRounds.ROUNDS + " rounds of " + ROUND_MILLIS / 1000
                                + " s. Latency "
                                + rounds.latencies() + ".");
        return underWay == 1 ? row : row.aimingAtLeast(AIM);
    }

    private static int warmUp(ServingEngine engine) throws Exception {
        try (Patching patching = Patching.open(engine, "warm", 256)) {
            return WarmUp.of(WARM_UP, LONGEST_WARM_UP, patching::until);
        }
    }

    private static RateRounds rounds(ServingEngine engine, int underWay, CpuUse cpu) throws Exception {
        try (Patching patching = Patching.open(engine, "u" + underWay, underWay)) {
            cpu.start();
            RateRounds rounds = RateRounds.measure(ROUND_MILLIS, patching::until);
            return rounds;
        }
    }

    /** Connections with a node each, all enrolled. */
    private record Patching(HttpLoad load, List<PatchingCaller> callers) implements AutoCloseable {
        static Patching open(ServingEngine engine, String run, int count) throws IOException {
            List<PatchingCaller> callers = new ArrayList<>();
            HttpLoad load = new HttpLoad(engine.api(), count, number -> {
                PatchingCaller caller = new PatchingCaller(run, number);
                callers.add(caller);
                return caller;
            });
            load.run(() -> !callers.stream().allMatch(PatchingCaller::enrolled));
            callers.forEach(PatchingCaller::take);
            return new Patching(load, callers);
        }

        Latencies until(long end) throws IOException {
            load.run(() -> System.nanoTime() < end);
            Latencies all = new Latencies();
            callers.forEach(caller -> all.addAll(caller.take()));
            return all;
        }

        @Override
        public void close() throws IOException {
            load.close();
        }
    }
}

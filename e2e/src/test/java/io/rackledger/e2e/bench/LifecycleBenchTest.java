package io.rackledger.e2e.bench;

import io.rackledger.core.door.LogTopic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole lifecycles over REST, on hardware that takes no time. */
@Tag("bench")
final class LifecycleBenchTest {
    private static final int NODES = 200;
    private static final int CLIENTS = 16;
    private static final long ROUND_MILLIS = 5_000;
    private static final int WARM_UP = 15_000;
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(100);
    private static final double AIM = 500;
    private static final double VERB_P50_MILLIS = 10;
    private static final double VERB_P99_MILLIS = 50;

    @Test
    void measuresWholeLifecycles(@TempDir Path folder) throws Exception {
        try (Figures figures = Figures.of(LifecycleBenchTest.class)) {
            measure(folder.resolve("page-cache"), false, figures);
            measure(folder.resolve("fsync"), true, figures);
        }
    }

    private static void measure(Path folder, boolean fsync, Figures figures) throws Exception {
        try (BenchLog log = BenchLog.start(folder, fsync);
                RawProducer raw = new RawProducer(log);
                ServingEngine engine = ServingEngine.start(folder, log, "command");
                Lifecycles lifecycles = new Lifecycles(log, engine, NODES, CLIENTS)) {
            int warmUp = WarmUp.of(WARM_UP, LONGEST_WARM_UP, lifecycles::until);
            lifecycles.takeVerbs();
            CpuUse cpu = new CpuUse()
                    .and("engine", engine::cpu)
                    .and("broker", log::cpu)
                    .start();
            long records = records(log);
            RateRounds rounds = RateRounds.measure(ROUND_MILLIS, lifecycles::until);
            double each = (records(log) - records) / (double) rounds.latencies().count();
            String cost = cpu.text(rounds.latencies().count(), "lifecycle");
            Latencies verbs = lifecycles.takeVerbs();
            add(
                    figures,
                    fsync,
                    rounds,
                    cost + " Warm-up " + warmUp + " lifecycles.",
                    each,
                    raw.rate(NODES, ROUND_MILLIS));
            add(figures, fsync, "p50", verbs.millis(0.5), VERB_P50_MILLIS, cost);
            add(figures, fsync, "p99", verbs.millis(0.99), VERB_P99_MILLIS, cost);
        }
    }

    private static void add(Figures figures, boolean fsync, RateRounds rounds, String cost, double each, double raw) {
        figures.add(Figure.of(
                        "rate" + suffix(fsync),
                        "whole lifecycles of " + NODES + " nodes by " + CLIENTS + " clients over REST" + words(fsync),
                        "lifecycles/s",
                        rounds.perSecond())
                .beside(
                        "raw idempotent producer, " + NODES + " under way, at as many records per lifecycle",
                        raw / each)
                .aimingAtLeast(AIM)
                .because(bound(raw / each) + cost)
                .measuredBy(
                        "One lifecycle is manage, provide (with cleaning), deploy, undeploy (with cleaning), each until its "
                                + "state is reached, as heard from the log. As with Ironic's fake-hardware no machine boots: every power "
                                + "request is confirmed at once and every system that should boot reports at once that it is done. A "
                                + "lifecycle takes " + rounds.latencies() + " and writes " + Math.round(each)
                                + " records and signals."));
    }

    /** What the cores allow: at most all of them, for all parties together. */
    private static String bound(double rawLifecycles) {
        double millis = Runtime.getRuntime().availableProcessors() * 1_000.0;
        return String.format(
                Locale.ROOT,
                "At the aim a lifecycle may take %.1f ms of the cores' time, all parties together; the raw producer and its "
                        + "broker, which decide and read nothing, take up to %.1f ms of it for as many records. ",
                millis / AIM,
                millis / rawLifecycles);
    }

    private static void add(Figures figures, boolean fsync, String share, double millis, double aim, String cost) {
        figures.add(Figure.of(
                        "verb-" + share + suffix(fsync),
                        "answer to a verb during that, " + share + words(fsync),
                        "ms",
                        Spread.of(millis))
                .aimingAtMost(aim)
                .because("All cores are busy, and all of " + NODES + " nodes want to go on. " + cost)
                .measuredBy(
                        "From the first byte of the request to the last of the answer, over all verbs of the rounds."));
    }

    private static long records(BenchLog log) {
        return log.records(LogTopic.NODE_EVENTS) + log.records(LogTopic.SIGNALS);
    }

    private static String suffix(boolean fsync) {
        return fsync ? "-fsync" : "";
    }

    private static String words(boolean fsync) {
        return fsync ? ", every batch forced to the disk" : "";
    }
}

package io.rackledger.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.identity.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Several command sides on one log: any takes any command, and the death or the long sleep of one is nobody's business but its own
 * clients'.
 */
final class SeveralInstancesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration SHORT_SLEEP = Duration.ofSeconds(6);
    private static final Duration LONG_SLEEP = Duration.ofSeconds(30);
    /** Until others have the share of the dead and know what it knew, and the grace for what was held up meanwhile. */
    private static final Duration LATE = Duration.ofSeconds(45);

    private static final int WAITS = 20;

    @Test
    void loseNothingWhenOneOfTwoIsKilledAndTheOtherStandsStillForAWhile() {
        Seed seed = Seed.of(getClass(), "loseNothingWhenOneOfTwoIsKilledAndTheOtherStandsStillForAWhile");
        try (Installation at = Installation.of("two-instances", 1)) {
            List<EngineNode> engines = at.commandEngines(2);
            try (Load load = Load.start("l", at, engines, 64, 32, seed.value())) {
                load.awaitMore(500, PATIENCE);
                kill(engines.getFirst(), engines.subList(1, 2), at, load);
                engines.getFirst().restart();
                load.awaitMore(300, PATIENCE);
                sleep(engines.get(1), SHORT_SLEEP, load);
                load.finish();
            }
            seed.requireNone(Inspection.of(at, engines));
        }
    }

    @Test
    @Tag("full")
    void threeLoseNothingWhenEachIsKilledInTurnAndOneStandsStillForHalfAMinute() {
        Seed seed = Seed.of(getClass(), "threeLoseNothingWhenEachIsKilledInTurnAndOneStandsStillForHalfAMinute");
        try (Installation at = Installation.of("three-instances", 1)) {
            List<EngineNode> engines = at.commandEngines(3, engine -> engine.with("--wait-bmc", "5s"));
            try (Load load = Load.start("l", at, engines, 64, 32, seed.value());
                    Waiting waiting = new Waiting("w", engines, at.history(), seed.value())) {
                load.awaitMore(1_000, PATIENCE);
                for (EngineNode victim : engines) {
                    waiting.more(WAITS);
                    List<EngineNode> survivors =
                            engines.stream().filter(each -> each != victim).toList();
                    Duration moved = kill(victim, survivors, at, load);
                    assertThat(moved)
                            .as("time until the survivors' process managers act")
                            .isLessThan(Duration.ofSeconds(10));
                    victim.restart();
                    load.awaitMore(500, PATIENCE);
                }
                waiting.more(WAITS);
                sleep(engines.getFirst(), LONG_SLEEP, load);
                load.finish();
                seed.requireNone(eachOnce(at, waiting));
                System.out.println(Counters.words(engines));
            }
            seed.requireNone(Inspection.of(at, engines));
        }
    }

    /** Every wait that was begun has run out, and once, whoever was killed or stood still meanwhile. */
    private static List<String> eachOnce(Installation at, Waiting waiting) {
        Predicate<NodeId> mine = node -> waiting.nodes().contains(node.value());
        Awaitility.await("all waits have run out")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() ->
                        Deadlines.of(at.log()).expired(mine) >= waiting.nodes().size());
        Deadlines deadlines = Deadlines.of(at.log());
        System.out.println(deadlines.words());
        return deadlines.breaches(mine, LATE);
    }

    /** Kills one under load and tells how long the survivors' process managers needed to take over. */
    private static Duration kill(EngineNode victim, List<EngineNode> survivors, Installation at, Load load) {
        ProcessManagersWatch.awaitAll(at.engines(), Instant.now(), PATIENCE);
        Instant before = Instant.now().minus(Duration.ofSeconds(5));
        Instant killed = Instant.now();
        victim.kill();
        Duration moved = ProcessManagersWatch.awaitAll(survivors, killed, PATIENCE);
        load.awaitMore(300, PATIENCE);
        Instant end = Instant.now();
        for (EngineNode survivor : survivors) {
            System.out.println("killed " + victim.name() + ": longest gap of acknowledged commands at "
                    + survivor.name() + " "
                    + at.history().longestGap(survivor.name(), killed, end).toMillis()
                    + " ms (in the seconds before "
                    + at.history().longestGap(survivor.name(), before, killed).toMillis()
                    + " ms); process managers moved in " + moved.toMillis() + " ms");
        }
        return moved;
    }

    /** SIGSTOP, longer than Kafka waits for a member of a group where the sleep is long; then SIGCONT. */
    private static void sleep(EngineNode zombie, Duration time, Load load) {
        zombie.freeze();
        try {
            load.go(time);
        } finally {
            zombie.thaw();
        }
        load.awaitMore(300, PATIENCE);
    }
}

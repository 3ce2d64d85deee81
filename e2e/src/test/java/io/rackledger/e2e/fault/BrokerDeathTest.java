package io.rackledger.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** R1 and R2: brokers are killed with SIGKILL while 64 clients write through two engines. */
final class BrokerDeathTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration MOST_OF_ONE = Duration.ofSeconds(15);
    private static final Duration MOST_OF_THREE = Duration.ofSeconds(10);
    private static final int COMMANDS_PER_ROUND = 200;

    @Test
    void losesNothingWhenTheOnlyBrokerIsKilled() {
        onlyBroker(Seed.of(getClass(), "losesNothingWhenTheOnlyBrokerIsKilled"), 1);
    }

    @Test
    @Tag("full")
    void losesNothingWhenTheOnlyBrokerIsKilledAgainAndAgain() {
        Seed seed = Seed.of(getClass(), "losesNothingWhenTheOnlyBrokerIsKilledAgainAndAgain");
        Duration longest = onlyBroker(seed, Seed.rounds(20));
        assertThat(longest)
                .as("writes resume after the restart; " + seed.words())
                .isLessThan(MOST_OF_ONE);
    }

    private static Duration onlyBroker(Seed seed, int rounds) {
        SplittableRandom chance = seed.chance();
        try (Installation at = Installation.of("r1-one-broker", 1)) {
            List<EngineNode> engines = at.commandEngines(2);
            List<Duration> resumed = new ArrayList<>();
            try (Load load = Load.start("l", at, engines, 64, 32, seed.value())) {
                for (int round = 0; round < rounds; round++) {
                    load.awaitMore(COMMANDS_PER_ROUND + chance.nextInt(COMMANDS_PER_ROUND), PATIENCE);
                    Set<Integer> partitions = at.history().partitions();
                    at.brokers().first().kill();
                    load.go(Duration.ofMillis(chance.nextInt(1_000)));
                    Instant restarted = Instant.now();
                    at.brokers().first().start();
                    resumed.add(awaitResumed(at, restarted, partitions));
                }
                load.finish();
            }
            return verdict(seed, at, engines, "one broker, from its restart", resumed);
        }
    }

    @Test
    @Tag("full")
    void losesNothingWhenOneOfThreeBrokersIsKilled() {
        Seed seed = Seed.of(getClass(), "losesNothingWhenOneOfThreeBrokersIsKilled");
        SplittableRandom chance = seed.chance();
        try (Installation at = Installation.of("r1-three-brokers", 3)) {
            List<EngineNode> engines = at.commandEngines(2);
            List<Duration> resumed = new ArrayList<>();
            try (Load load = Load.start("l", at, engines, 64, 32, seed.value())) {
                for (int round = 0; round < Seed.rounds(5); round++) {
                    load.awaitMore(COMMANDS_PER_ROUND + chance.nextInt(COMMANDS_PER_ROUND), PATIENCE);
                    Set<Integer> partitions = at.history().partitions();
                    BrokerNode victim = at.brokers().nodes().get(chance.nextInt(3));
                    Instant killed = Instant.now();
                    victim.kill();
                    resumed.add(awaitResumed(at, killed, partitions));
                    victim.start();
                    at.brokers().awaitInSync();
                }
                load.finish();
            }
            Duration longest = verdict(seed, at, engines, "three brokers, from the kill", resumed);
            assertThat(longest)
                    .as("writes resume after the kill; " + seed.words())
                    .isLessThan(MOST_OF_THREE);
        }
    }

    @Test
    void losesNothingWhenAllThreeBrokersAreKilledOverlapping() {
        allThree(Seed.of(getClass(), "losesNothingWhenAllThreeBrokersAreKilledOverlapping"), 1);
    }

    @Test
    @Tag("full")
    void losesNothingWhenAllThreeBrokersAreKilledAgainAndAgain() {
        allThree(Seed.of(getClass(), "losesNothingWhenAllThreeBrokersAreKilledAgainAndAgain"), Seed.rounds(3));
    }

    private static void allThree(Seed seed, int rounds) {
        SplittableRandom chance = seed.chance();
        try (Installation at = Installation.of("r2-three-brokers", 3)) {
            List<EngineNode> engines = at.commandEngines(2);
            List<Duration> resumed = new ArrayList<>();
            try (Load load = Load.start("l", at, engines, 64, 32, seed.value())) {
                for (int round = 0; round < rounds; round++) {
                    load.awaitMore(COMMANDS_PER_ROUND, PATIENCE);
                    Set<Integer> partitions = at.history().partitions();
                    List<BrokerNode> order = shuffled(at.brokers().nodes(), chance);
                    for (BrokerNode victim : order) {
                        victim.kill();
                        load.go(Duration.ofMillis(chance.nextInt(1_500)));
                    }
                    for (BrokerNode victim : shuffled(order, chance)) {
                        load.go(Duration.ofMillis(chance.nextInt(1_000)));
                        victim.start();
                    }
                    resumed.add(awaitResumed(at, Instant.now(), partitions));
                    at.brokers().awaitInSync();
                }
                load.finish();
            }
            verdict(seed, at, engines, "three brokers, all killed, from the last restart", resumed);
        }
    }

    private static List<BrokerNode> shuffled(List<BrokerNode> nodes, SplittableRandom chance) {
        List<BrokerNode> left = new ArrayList<>(nodes);
        List<BrokerNode> shuffled = new ArrayList<>();
        while (!left.isEmpty()) {
            shuffled.add(left.remove(chance.nextInt(left.size())));
        }
        return shuffled;
    }

    private static Duration awaitResumed(Installation at, Instant moment, Set<Integer> partitions) {
        return Awaitility.await("every partition takes commands again")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> at.history().resumed(moment, partitions), Optional::isPresent)
                .orElseThrow();
    }

    /** Checks all, and returns the longest time until writes went on. */
    private static Duration verdict(
            Seed seed, Installation at, List<EngineNode> engines, String what, List<Duration> resumed) {
        Duration longest = resumed.stream().max(Duration::compareTo).orElseThrow();
        System.out.println(what + ": writes went on after "
                + resumed.stream().map(Duration::toMillis).toList() + " ms, at most " + longest.toMillis());
        seed.requireNone(Inspection.of(at, engines));
        return longest;
    }
}

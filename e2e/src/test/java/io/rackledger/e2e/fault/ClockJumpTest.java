package io.rackledger.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.identity.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Wall clocks that jump under running engines, each its own way: no wait runs out before its time, none is forgotten, each once. */
final class ClockJumpTest {
    private static final Duration WAIT = Duration.ofSeconds(8);
    private static final Duration LATE = Duration.ofSeconds(10);
    private static final List<String> JUMPS = List.of("+3600s", "-3600s", "+10y", "+0s");
    private static final int NODES = 6;

    /** How often each clock jumps while waits run out; else once a round. */
    private Optional<Duration> stepEvery = Optional.empty();

    @Test
    void moveNoDeadline() {
        jump("moveNoDeadline", 1, 2);
    }

    @Test
    @Tag("full")
    void moveNoDeadlineInTenRounds() {
        jump("moveNoDeadlineInTenRounds", 10, 3);
    }

    @Test
    @Tag("full")
    void moveNoDeadlineHoweverOftenTheyStep() {
        stepEvery = Optional.of(Duration.ofSeconds(5));
        jump("moveNoDeadlineHoweverOftenTheyStep", 10, 3);
    }

    private void jump(String method, int usualRounds, int engines) {
        FakeTime.require();
        Seed seed = Seed.of(getClass(), method);
        SplittableRandom chance = seed.chance();
        try (Installation at = Installation.of("clock-jumps", 1)) {
            List<FakeTime> times = new ArrayList<>();
            for (int i = 0; i < engines; i++) {
                String name = "" + (char) ('a' + i);
                // One is wrong from its very start.
                FakeTime time = FakeTime.at(at.home(), name, i == 0 ? "-3600s" : "+0s");
                times.add(time);
                at.engine(name, "command")
                        .with("--wait-bmc", WAIT.toString())
                        .in(time.environment())
                        .start();
            }
            at.engines().forEach(EngineNode::awaitReady);
            try (Waiting waiting = new Waiting("clock", at.engines(), at.history(), seed.value())) {
                for (int round = 0; round < Seed.rounds(usualRounds); round++) {
                    round(at, waiting, times, chance);
                }
                verify(at, waiting, seed);
            }
        }
    }

    private void round(Installation at, Waiting waiting, List<FakeTime> times, SplittableRandom chance) {
        waiting.more(NODES / 2);
        times.forEach(time -> time.set(JUMPS.get(chance.nextInt(JUMPS.size()))));
        waiting.more(NODES / 2);
        times.getFirst().set(JUMPS.get(chance.nextInt(JUMPS.size())));
        Predicate<NodeId> mine = mine(waiting);
        int all = waiting.nodes().size();
        stepEvery.ifPresent(pause -> step(times, chance, pause));
        Awaitility.await("all waits have run out")
                .atMost(WAIT.plus(Duration.ofSeconds(50)))
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> Deadlines.of(at.log()).expired(mine) >= all);
    }

    /** Steps all clocks again and again until the waits that have begun are due. */
    private static void step(List<FakeTime> times, SplittableRandom chance, Duration pause) {
        for (Duration gone = Duration.ZERO; gone.compareTo(WAIT.plus(pause)) < 0; gone = gone.plus(pause)) {
            times.forEach(time -> time.set(JUMPS.get(chance.nextInt(JUMPS.size()))));
            Pause.of(pause);
        }
    }

    private static Predicate<NodeId> mine(Waiting waiting) {
        Set<String> nodes = waiting.nodes().stream().collect(Collectors.toSet());
        return node -> nodes.contains(node.value());
    }

    private static void verify(Installation at, Waiting waiting, Seed seed) {
        RawLog log = at.log();
        Deadlines deadlines = Deadlines.of(log);
        System.out.println(deadlines.words());
        List<String> breaches = new ArrayList<>(deadlines.breaches(mine(waiting), LATE));
        breaches.addAll(ZeroLoss.check(at.history().calls(), log, Instant.now(), Duration.ofSeconds(30))
                .breaches());
        seed.requireNone(breaches);
        assertThat(deadlines.expired(mine(waiting))).isEqualTo(waiting.nodes().size());
    }
}

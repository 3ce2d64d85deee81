package io.rackledger.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.identity.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Process managers act once: one stands still in the midst of sending what hundreds of deadlines call for, another takes its share over
 * and does it, and the first goes on where it stood. What it still sends is refused, and counted.
 */
final class ActOnceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration WAIT = Duration.ofSeconds(15);
    /** Long enough to be given up by the others, short enough that what was about to be sent is sent on waking. */
    private static final Duration SLEEP = Duration.ofSeconds(7);
    /** What a catching up after the sleep may take, and the grace for silence after it. */
    private static final Duration LATE = Duration.ofSeconds(60);

    private static final int NODES = 240;

    @Test
    @Tag("full")
    void howeverLongOneStandsStillInTheMidstOfIt() {
        Seed seed = Seed.of(getClass(), "howeverLongOneStandsStillInTheMidstOfIt");
        SplittableRandom chance = seed.chance();
        try (Installation at = Installation.of("act-once", 1)) {
            List<EngineNode> engines = List.of(engine(at, "a"), engine(at, "b"));
            engines.forEach(EngineNode::awaitReady);
            try (Waiting waiting = new Waiting("once", engines, at.history(), seed.value())) {
                for (int round = 0; round < Seed.rounds(5); round++) {
                    round(at, engines.get(chance.nextInt(2)), waiting);
                }
                verify(at, engines, waiting, seed);
            }
        }
    }

    private static EngineNode engine(Installation at, String name) {
        return at.engine(name, "command").with("--wait-bmc", WAIT.toString()).start();
    }

    private static void round(Installation at, EngineNode zombie, Waiting waiting) {
        ProcessManagersWatch.awaitAll(at.engines(), Instant.now(), PATIENCE);
        int before = expiries(zombie);
        waiting.together(NODES);
        Awaitility.await("it is in the midst of it")
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> expiries(zombie) > before);
        zombie.freeze();
        try {
            waiting.pass(SLEEP);
        } finally {
            zombie.thaw();
        }
        Predicate<NodeId> mine = mine(waiting);
        Awaitility.await("all waits have run out")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() ->
                        Deadlines.of(at.log()).expired(mine) == waiting.nodes().size());
    }

    /** How many nodes this engine has seen move because their time was over: in its own partitions, while it acts. */
    private static int expiries(EngineNode engine) {
        return engine.process().output().split(" of engine:wait-timeout at ", -1).length - 1;
    }

    private static Predicate<NodeId> mine(Waiting waiting) {
        Set<String> nodes = new HashSet<>(waiting.nodes());
        return node -> nodes.contains(node.value());
    }

    private static void verify(Installation at, List<EngineNode> engines, Waiting waiting, Seed seed) {
        List<String> breaches = new ArrayList<>(Inspection.of(at, engines));
        RawLog log = at.log();
        breaches.addAll(Deadlines.of(log).breaches(mine(waiting), LATE));
        seed.requireNone(breaches);
        Repeats repeats = Repeats.of(log);
        System.out.println(Deadlines.of(log).words() + "; " + Counters.words(engines));
        assertThat(Counters.sum(engines, Counters.DUPLICATES))
                .as("duplicates counted by the engines; " + seed.words())
                .isPositive()
                .isGreaterThanOrEqualTo(repeats.doubles());
    }
}

package io.rackledger.e2e.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * R5: an engine stands still for longer than Kafka keeps its place in the group, so that another takes over its share; then it goes on
 * and knows nothing of it. What it still writes is void or a repeat, and no machine is switched twice.
 */
final class ZombieTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration TO_REST = Duration.ofMinutes(3);
    /** A member is given up after 4 s. */
    private static final Duration SLEEP = Duration.ofSeconds(8);

    private static final int MACHINES = 8;

    @Test
    @Tag("full")
    void doesNoHarm() {
        Seed seed = Seed.of(getClass(), "doesNoHarm");
        SplittableRandom chance = seed.chance();
        try (Installation at = Installation.of("r5-zombie", 1)) {
            EngineNode boot = Installation.shortWaits(at.engine("boot", "boot")).start();
            List<EngineNode> engines = List.of(engine(at, "a", boot), engine(at, "b", boot));
            engines.forEach(EngineNode::awaitReady);
            boot.awaitReady();
            String bootUrl = "http://127.0.0.1:" + boot.bootPort();
            try (Fleet fleet = Fleet.start("f", MACHINES, Map.of(), bootUrl, engines, at.history(), seed.value());
                    Board board = Board.open(at.brokers().bootstrapServers(), 1);
                    Load load = Load.start("l", at, engines, 16, 16, seed.value())) {
                fleet.enroll();
                int rounds = Seed.rounds(20);
                for (int round = 0; round < rounds; round++) {
                    if (round % 4 == 0) {
                        board.awaitAll(Board::atRest, TO_REST);
                        fleet.live(() -> board, TO_REST, List.of(Fleet.MANAGE));
                        fleet.ask(Fleet.PROVIDE);
                    }
                    load.go(Duration.ofMillis(chance.nextInt(1_500)));
                    EngineNode zombie = engines.get(chance.nextInt(2));
                    zombie.freeze();
                    load.go(SLEEP);
                    zombie.thaw();
                    load.awaitMore(50, PATIENCE);
                }
                Instant awake = Instant.now();
                ProcessManagersWatch.awaitAll(engines, awake, PATIENCE);
                board.awaitAll(Board::atRest, TO_REST);
                load.finish();
                System.out.println(rounds + " sleeps of " + SLEEP + ": " + board.states() + " " + board.failures()
                        + "; " + Counters.words(engines));
                seed.requireNone(Inspection.of(at, engines, List.of(fleet)));
            }
        }
    }

    private static EngineNode engine(Installation at, String name, EngineNode boot) {
        return Installation.shortWaits(at.engine(name, "command,bmc"))
                .with("--boot-url", "http://127.0.0.1:" + boot.bootPort())
                .start();
    }
}

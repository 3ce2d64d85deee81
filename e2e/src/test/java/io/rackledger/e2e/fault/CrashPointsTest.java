package io.rackledger.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.crash.CrashPoint;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** R4: an engine dies at each named point between two effects. Nothing acknowledged is lost, nothing is done twice. */
final class CrashPointsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration TO_REST = Duration.ofMinutes(3);
    private static final int MACHINES = 6;
    private static final List<CrashPoint> ON_THE_WAY_OF_A_COMMAND =
            List.of(CrashPoint.BEFORE_APPEND, CrashPoint.AFTER_APPEND, CrashPoint.BEFORE_ANSWER);
    private static final List<CrashPoint> ON_THE_WAY_OF_A_MACHINE = List.of(
            CrashPoint.BEFORE_EFFECT,
            CrashPoint.AFTER_EFFECT,
            CrashPoint.BEFORE_PLAN,
            CrashPoint.AFTER_PLAN,
            CrashPoint.BEFORE_SIGNAL_ANSWER);

    @Test
    void loseNoCommand() {
        commands(Seed.of(getClass(), "loseNoCommand"), 1, List.of(CrashPoint.AFTER_APPEND));
    }

    @Test
    @Tag("full")
    void loseNoCommandHoweverOftenTheyStrike() {
        commands(Seed.of(getClass(), "loseNoCommandHoweverOftenTheyStrike"), Seed.rounds(3), ON_THE_WAY_OF_A_COMMAND);
    }

    private static void commands(Seed seed, int rounds, List<CrashPoint> points) {
        SplittableRandom chance = seed.chance();
        try (Installation at = Installation.of("r4-commands", 1)) {
            List<EngineNode> engines = at.commandEngines(2);
            EngineNode victim = engines.getFirst();
            try (Load load = Load.start("l", at, engines, 16, 16, seed.value())) {
                for (int round = 0; round < rounds; round++) {
                    for (CrashPoint point : points) {
                        victim.stop();
                        victim.start(crash(point, 1 + chance.nextInt(60)));
                        awaitCrash(victim, point);
                        victim.restart();
                        load.awaitMore(50, PATIENCE);
                    }
                    at.history().upon(call -> isAnswerOf(victim, call), victim::kill);
                    victim.process().awaitEnd(PATIENCE);
                    victim.restart();
                    load.awaitMore(50, PATIENCE);
                }
                load.finish();
            }
            seed.requireNone(Inspection.of(at, engines));
        }
    }

    /** The point after the answer needs no hook in the engine: the client that has just read the answer kills it. */
    private static boolean isAnswerOf(EngineNode victim, Call call) {
        return call.acknowledged() && call.instance().equals(victim.name());
    }

    @Test
    @Tag("full")
    void switchNoMachineTwiceAndLeaveNoneBehind() {
        Seed seed = Seed.of(getClass(), "switchNoMachineTwiceAndLeaveNoneBehind");
        SplittableRandom chance = seed.chance();
        try (Installation at = Installation.of("r4-machines", 1)) {
            EngineNode victim = Installation.shortWaits(at.engine("a", "command,boot,bmc"));
            List<EngineNode> engines = List.of(victim);
            victim.start().awaitReady();
            String bootUrl = "http://127.0.0.1:" + victim.bootPort();
            try (Fleet fleet = Fleet.start("f", MACHINES, Map.of(), bootUrl, engines, at.history(), seed.value());
                    Board board = Board.open(at.brokers().bootstrapServers(), 1)) {
                fleet.enroll();
                for (int round = 0; round < Seed.rounds(3); round++) {
                    for (CrashPoint point : ON_THE_WAY_OF_A_MACHINE) {
                        fleet.live(() -> board, TO_REST, List.of(Fleet.MANAGE));
                        victim.stop();
                        victim.start(crash(point, 1 + chance.nextInt(MACHINES))).awaitReady();
                        CompletableFuture<Void> asked = fleet.asking(Fleet.PROVIDE);
                        awaitCrash(victim, point);
                        victim.restart();
                        asked.join();
                        board.awaitAll(Board::atRest, TO_REST);
                        System.out.println(point + ": " + board.states() + " " + board.failures());
                    }
                }
                seed.requireNone(Inspection.of(at, engines, List.of(fleet)));
            }
        }
    }

    private static List<String> crash(CrashPoint point, int pass) {
        return List.of("-D" + CrashPoint.PROPERTY + "=" + point.wireName() + ":" + pass);
    }

    private static void awaitCrash(EngineNode victim, CrashPoint point) {
        victim.process().awaitEnd(PATIENCE);
        assertThat(victim.process().exitCode())
                .as(point + ": " + victim.process().tail())
                .isEqualTo(CrashPoint.EXIT_CODE);
    }
}

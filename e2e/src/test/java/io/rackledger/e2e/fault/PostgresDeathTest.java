package io.rackledger.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.identity.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** PostgreSQL killed, stopped at once or restarted under load: commands and deadlines do not notice, the projections come back, equal. */
final class PostgresDeathTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration RECOVERY = Duration.ofSeconds(10);
    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final List<String> DEATHS = List.of("KILL", "QUIT", "INT");

    private final List<Duration> recoveries = new ArrayList<>();

    @Test
    void losesNothingAndTouchesNoDeadline() throws Exception {
        strike("losesNothingAndTouchesNoDeadline", 2);
        assertThat(recoveries).hasSize(2);
    }

    @Test
    @Tag("full")
    void losesNothingInTwentyRounds() throws Exception {
        strike("losesNothingInTwentyRounds", 20);
        assertThat(recoveries).allMatch(each -> each.compareTo(RECOVERY) <= 0);
    }

    private void strike(String method, int usualRounds) throws Exception {
        Seed seed = Seed.of(getClass(), method);
        SplittableRandom chance = seed.chance();
        try (Installation at = Installation.of("postgres-death", 1);
                Ask ask = new Ask()) {
            EngineNode engine = at.engine("a", "command,query")
                    .with("--wait-bmc", WAIT.toString())
                    .start();
            engine.awaitReady();
            try (Waiting waiting = new Waiting("pg", at.engines(), at.history(), seed.value())) {
                try (Load load = Load.start("l", at, at.engines(), 8, 8, seed.value())) {
                    for (int round = 0; round < Seed.rounds(usualRounds); round++) {
                        waiting.more(2);
                        Instant struck = Instant.now();
                        signal(at.home(), DEATHS.get(chance.nextInt(DEATHS.size())));
                        waiting.more(1);
                        load.awaitMore(100, PATIENCE);
                        awaitProjected(at, engine, ask);
                        recoveries.add(Duration.between(struck, Instant.now()));
                    }
                    load.finish();
                }
                verify(at, ask, engine, waiting, seed);
            }
        }
    }

    /** Until a question that wants to see what was just acknowledged is answered. */
    private static void awaitProjected(Installation at, EngineNode engine, Ask ask) {
        String position = at.history().calls().stream()
                .filter(Call::acknowledged)
                .max(Comparator.comparing(Call::end))
                .orElseThrow()
                .position();
        Awaitility.await("the projections are back")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> ask.get(engine, "/api/v1/nodes?limit=1&minPosition=" + position)
                                .status()
                        == 200);
    }

    private static void signal(Path home, String signal) throws IOException, InterruptedException {
        String pid = Files.readAllLines(home.resolve("postgres/postmaster.pid"))
                .getFirst()
                .strip();
        Process kill = new ProcessBuilder("kill", "-" + signal, pid).inheritIO().start();
        assertThat(kill.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(kill.exitValue()).isZero();
    }

    private void verify(Installation at, Ask ask, EngineNode engine, Waiting waiting, Seed seed) {
        Predicate<NodeId> mine = node -> waiting.nodes().contains(node.value());
        Awaitility.await("all waits have run out")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() ->
                        Deadlines.of(at.log()).expired(mine) >= waiting.nodes().size());
        RawLog log = at.log();
        Deadlines deadlines = Deadlines.of(log);
        List<String> breaches = new ArrayList<>(deadlines.breaches(mine, Duration.ofSeconds(10)));
        ZeroLoss.Verdict verdict = ZeroLoss.check(at.history().calls(), log, Instant.now(), Duration.ofSeconds(30));
        breaches.addAll(verdict.breaches());
        EngineNode fresh = at.engine("fresh", "query").start().awaitReady();
        // The fresh one answers before it has read the log; both tell how far they are beside their hash.
        Awaitility.await("the projections equal those of an empty database")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    String rebuilt = hash(ask, fresh).orElse("no answer");
                    assertThat(rebuilt).as(seed.words()).matches("[0-9].*");
                    assertThat(hash(ask, engine)).as(seed.words()).contains(rebuilt);
                });
        System.out.println(verdict.words() + "; " + deadlines.words() + "; projections back after " + recoveries);
        seed.requireNone(breaches);
    }

    /** Of all rows, where the database answers. */
    private static Optional<String> hash(Ask ask, EngineNode engine) {
        Ask.Answer answer = ask.get(engine, "/api/v1/projections/hash");
        return answer.status() == 200
                ? Optional.of(answer.json().path("nodeEvents").asString() + " "
                        + answer.json().path("signals").asString() + " "
                        + answer.json().path("hash").asString())
                : Optional.empty();
    }
}

package io.rackledger.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A full disk under an engine with stores of its own: it refuses, says why, and goes on by itself when there is room again. */
final class FullDiskTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration NOTICED = Duration.ofSeconds(5);
    private static final int MEGABYTES = 220;

    @Test
    void refusesWithTheReasonAndGoesOnWhenThereIsRoom() throws Exception {
        fill("", 1, "refusesWithTheReasonAndGoesOnWhenThereIsRoom");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka", "postgres", ""})
    @Tag("full")
    void goesOnThreeTimesWhicheverDiskIsFull(String directory) throws Exception {
        fill(directory, 3, "goesOnThreeTimesWhicheverDiskIsFull");
    }

    /** @param directory under the data directory that lies on the small disk; empty for all of it */
    private static void fill(String directory, int usualRounds, String method) throws Exception {
        SmallDisk.require();
        Seed seed = Seed.of(FullDiskTest.class, method);
        try (Installation at = Installation.of("full-disk", 1)) {
            Path data = at.home().resolve("own");
            try (SmallDisk disk = SmallDisk.mount(data.resolve(directory), MEGABYTES)) {
                int broker = FreePorts.next();
                // The next one is its controller's.
                FreePorts.next();
                EngineNode engine = new EngineNode("own", at.home(), "command,query")
                        .with("--kafka-port", "" + broker)
                        .with("--postgres-port", "" + FreePorts.next());
                try {
                    engine.start().awaitReady();
                    run(at, engine, disk, directory, Seed.rounds(usualRounds), broker, seed);
                } finally {
                    engine.stop();
                }
            }
        }
    }

    private static void run(
            Installation at, EngineNode engine, SmallDisk disk, String directory, int rounds, int kafka, Seed seed)
            throws IOException {
        try (Ask ask = new Ask();
                Load load = Load.start("l", at, List.of(engine), 4, 4, seed.value())) {
            for (int round = 0; round < rounds; round++) {
                load.awaitMore(50, PATIENCE);
                disk.fill();
                if (directory.equals("postgres")) {
                    // Commands need the log alone.
                    load.awaitMore(50, PATIENCE);
                } else {
                    awaitRefusal(engine, disk, ask);
                    load.go(Duration.ofSeconds(3));
                }
                disk.free();
                load.awaitMore(50, PATIENCE);
                Awaitility.await("ready again")
                        .atMost(PATIENCE)
                        .until(() -> ask.get(engine, "/readyz").status() == 200);
            }
            load.finish();
            awaitProjected(at, engine, ask);
        }
        ZeroLoss.Verdict verdict = ZeroLoss.check(
                at.history().calls(), RawLog.read("127.0.0.1:" + kafka), Instant.now(), Duration.ofSeconds(30));
        System.out.println(verdict.words());
        seed.requireNone(verdict.breaches());
        assertThat(engine.lives()).hasSize(1);
    }

    /** All that was acknowledged, and nothing of it as a dead letter: a full disk is no fault of a record. */
    private static void awaitProjected(Installation at, EngineNode engine, Ask ask) {
        String position = at.history().calls().stream()
                .filter(Call::acknowledged)
                .max(Comparator.comparing(Call::end))
                .orElseThrow()
                .position();
        Awaitility.await("all is projected")
                .atMost(PATIENCE)
                .until(() -> ask.get(engine, "/api/v1/nodes?limit=1&minPosition=" + position)
                                .status()
                        == 200);
        Ask.Answer letters = ask.get(engine, "/api/v1/dead-letters");
        assertThat(letters.status()).isEqualTo(200);
        assertThat(letters.json().path("items").isArray()).as(letters.body()).isTrue();
        assertThat(letters.json().path("items")).as("dead letters").isEmpty();
    }

    /** A 503 problem that names the disk, and readiness that is down. */
    private static void awaitRefusal(EngineNode engine, SmallDisk disk, Ask ask) {
        Awaitility.await("a refusal that says why")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    disk.fill();
                    Ask.Answer answer = ask.post(engine, "/api/v1/nodes", "{\"name\":\"probe\"}");
                    return answer.status() == 503 && answer.body().contains("is full");
                });
        // The probe looks once a second; a broker that came up for a moment may have been seen by its last look.
        Awaitility.await("not ready")
                .atMost(NOTICED)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    disk.fill();
                    return ask.get(engine, "/readyz").status() == 503;
                });
    }
}

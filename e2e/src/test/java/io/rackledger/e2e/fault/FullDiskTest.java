package io.rackledger.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A full disk under an engine with stores of its own: it refuses, says why, and goes on by itself when there is room again. */
final class FullDiskTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
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
                if (!directory.equals("postgres")) {
                    awaitRefusal(engine, disk, ask);
                }
                load.go(Duration.ofSeconds(3));
                disk.free();
                load.awaitMore(50, PATIENCE);
                Awaitility.await("ready again")
                        .atMost(PATIENCE)
                        .until(() -> ask.get(engine, "/readyz").status() == 200);
            }
            load.finish();
        }
        ZeroLoss.Verdict verdict = ZeroLoss.check(
                at.history().calls(), RawLog.read("127.0.0.1:" + kafka), Instant.now(), Duration.ofSeconds(30));
        System.out.println(verdict.words());
        seed.requireNone(verdict.breaches());
        assertThat(engine.lives()).hasSize(1);
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
        Ask.Answer ready = ask.get(engine, "/readyz");
        assertThat(ready.status()).as(ready.body()).isEqualTo(503);
    }
}

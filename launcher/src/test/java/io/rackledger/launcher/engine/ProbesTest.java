package io.rackledger.launcher.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The three probes of a whole engine, with its stores there and away. */
final class ProbesTest {
    @TempDir
    private static Path folder;

    private static WatchedEngine engine;

    @BeforeAll
    static void startEngine() throws IOException {
        engine = WatchedEngine.start(folder);
    }

    @AfterAll
    static void stopEngine() {
        engine.close();
    }

    private static ConditionFactory soon() {
        return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(200));
    }

    private static void awaitReady() {
        soon().untilAsserted(() -> assertThat(engine.get("/readyz").body()).isEqualTo("ok\n"));
    }

    @Test
    void tellsInWordsAndInJsonWhatIsWell() throws Exception {
        awaitReady();
        HttpResponse<String> words = engine.get("/readyz?verbose");
        HttpResponse<String> json = engine.get("/readyz?format=json");

        assertThat(words.statusCode()).isEqualTo(200);
        assertThat(words.body())
                .contains("[+]log ok", "[+]folds ok", "[+]writes ok", "[+]process-managers ok", "[+]projections ok")
                .contains("[+]database ok", "[+]start ok", "(since ")
                .endsWith("readyz check passed\n");
        assertThat(json.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(json.body())
                .contains("\"probe\":\"readyz\"", "\"status\":\"ok\"", "\"name\":\"folds\"", "\"since\":\"20");
        assertThat(engine.get("/livez").statusCode()).isEqualTo(200);
        assertThat(engine.get("/startupz").statusCode()).isEqualTo(200);
    }

    @Test
    void refusesARoleThatTheProcessDoesNotHave() throws Exception {
        HttpResponse<String> answer = engine.get("/readyz?role=cook");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("role", "bmc, boot, command, query");
    }

    @Test
    void isNotReadyWhileTheBrokerIsAwayAndComesBackByItself() throws Exception {
        awaitReady();
        engine.stopBroker();
        try {
            soon().untilAsserted(() -> {
                HttpResponse<String> answer = engine.get("/readyz");
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.body())
                        .contains(
                                "[-]log failed: without the log since 20",
                                "the brokers do not tell the ends of the topics");
            });
            assertThat(engine.get("/livez").statusCode()).isEqualTo(200);
            assertThat(engine.get("/metrics").body()).contains("rackledger_check{check=\"log\"} 0");
        } finally {
            engine.startBroker();
        }
        awaitReady();
    }

    @Test
    void isDegradedAndReadyForCommandsWhileTheDatabaseIsAway() throws Exception {
        awaitReady();
        engine.stopDatabase();
        try {
            soon().untilAsserted(() -> {
                HttpResponse<String> answer = engine.get("/readyz?role=query");
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.body()).contains("[-]database failed");
            });
            assertThat(engine.get("/readyz?role=command").statusCode()).isEqualTo(200);
            HttpResponse<String> all = engine.get("/readyz");
            assertThat(all.statusCode()).as("commands need no database").isEqualTo(200);
            assertThat(all.body()).contains("[-]database failed", "readyz check passed, degraded: database");
            assertThat(engine.get("/readyz?format=json").body()).contains("\"status\":\"degraded\"");
        } finally {
            engine.startDatabase();
        }
        awaitReady();
    }

    @Test
    void answersDuringTheStartOnThePortThatTheApiTakesLater() {
        assertThat(engine.early())
                .filteredOn(words -> words.startsWith("starting the API"))
                .singleElement()
                .asString()
                .startsWith("starting the API -> 503 [-]start failed: starting the API");
    }

    @Test
    void answersDuringTheStartAndInAProcessWithoutAnApi() throws Exception {
        int port = WatchedEngine.freePort();
        List<String> early = new CopyOnWriteArrayList<>();
        List<String> api = new CopyOnWriteArrayList<>();
        EngineSettings settings = WatchedEngine.settings(
                folder.resolve("rack"),
                EnumSet.of(Role.boot, Role.bmc),
                port,
                engine.kafka(),
                new PostgresChoice.Embedded(1));
        Progress progress = _ -> {
            try {
                HttpResponse<String> answer = engine.getUrl("http://127.0.0.1:" + port + "/startupz");
                early.add(answer.statusCode() + " " + answer.body());
                HttpResponse<String> asked = engine.getUrl("http://127.0.0.1:" + port + "/api/v1/nodes");
                api.add(asked.statusCode() + " " + asked.body());
            } catch (IOException | InterruptedException e) {
                early.add(e.toString());
            }
        };

        try (Engine rack = Engine.start(settings, progress, Clock.systemUTC())) {
            assertThat(early).isNotEmpty().first().asString().startsWith("503 [-]start failed: opening the log on");
            assertThat(api).first().asString().startsWith("503 {\"type\":").contains("\"code\":\"STARTING\"");
            soon().untilAsserted(() -> assertThat(
                            engine.getUrl(rack.apiUrl() + "/readyz").statusCode())
                    .isEqualTo(200));
            // The lag of the folds is measured once a second.
            soon().untilAsserted(() -> assertThat(
                            engine.getUrl(rack.apiUrl() + "/metrics").body())
                    .contains("rackledger_info{roles=\"bmc,boot\"} 1", "rackledger_fold_lag_records{"));
            assertThat(engine.getUrl(rack.apiUrl() + "/api/v1/nodes").statusCode())
                    .isEqualTo(404);
        }
    }
}

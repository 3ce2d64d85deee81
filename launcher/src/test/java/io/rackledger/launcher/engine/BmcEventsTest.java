package io.rackledger.launcher.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.bmc.observer.ObserverPace;
import io.rackledger.bmc.simulated.SimulatedRedfishBmc;
import io.rackledger.core.node.PowerState;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole engine hears what a Redfish BMC tells by itself. Its observer looks at each node's power once an hour only. */
final class BmcEventsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private static Path folder;

    private static ScheduledExecutorService scheduler;
    private static SimulatedRedfishBmc bmc;
    private static WatchedEngine engine;

    @BeforeAll
    static void startEngine() throws Exception {
        scheduler = Executors.newSingleThreadScheduledExecutor();
        engine = WatchedEngine.start(
                folder,
                bmcs -> bmcs.watching(Optional.of(ObserverPace.standard().every(Duration.ofHours(1))))
                        .receiving(Optional.of(WatchedEngine.events(folder, Duration.ofSeconds(1)))));
        bmc = enrolled("told-1");
    }

    /** A node and its BMC, which has been subscribed at. */
    private static SimulatedRedfishBmc enrolled(String name) throws Exception {
        SimulatedRedfishBmc made = SimulatedRedfishBmc.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                name,
                Optional.of(WatchedEngine.ACCOUNT),
                Duration.ofMillis(20),
                scheduler,
                Clock.systemUTC());
        HttpResponse<String> answer = engine.send(
                "POST",
                "/api/v1/nodes",
                "{\"name\":\"" + name + "\",\"driver\":\"redfish\",\"bmc\":\"" + made.address() + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        await().atMost(PATIENCE).until(() -> made.subscriptions() == 1);
        return made;
    }

    @AfterAll
    static void stopEngine() {
        engine.close();
        bmc.close();
        scheduler.shutdownNow();
        CLIENT.close();
    }

    private static String shown() throws Exception {
        return engine.get("/api/v1/nodes/told-1").body();
    }

    private static String timeline() throws Exception {
        return engine.get("/api/v1/nodes/told-1/timeline").body();
    }

    @Test
    void showsWithinSecondsThatAForeignHandHasSwitchedAMachine() throws Exception {
        for (PowerState state : List.of(PowerState.ON, PowerState.OFF)) {
            String word = state == PowerState.ON ? "on" : "off";
            bmc.changeFromOutside(state);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(shown()).contains("\"power\":\"" + word + "\""));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(timeline())
                            .contains("the BMC tells: The resource '/redfish/v1/Systems/1' has powered " + word));
        }
        URI way = way();
        assertThat(timeline())
                .doesNotContain(way.getPath().substring(way.getPath().lastIndexOf('/') + 1));
    }

    @Test
    void makesAForgottenSubscriptionAnew() {
        List<String> before = bmc.eventDestinations();
        bmc.forgetSubscriptions();
        await().atMost(PATIENCE).until(() -> bmc.eventDestinations().equals(before));
    }

    @Test
    void answersWhatIsNoEventWithAReason() throws Exception {
        URI way = way();
        assertThat(post(way, "{\"Events\":[]}").statusCode()).isEqualTo(204);
        HttpResponse<String> malformed = post(way, "{\"Events\":7}");
        assertThat(malformed.statusCode()).isEqualTo(400);
        assertThat(malformed.body()).contains("no array Events");
        assertThat(post(URI.create(way + "0"), "{\"Events\":[]}").statusCode()).isEqualTo(404);
        HttpResponse<String> huge = post(way, "{\"Events\":[{\"Message\":\"" + "x".repeat(300_000) + "\"}]}");
        assertThat(huge.statusCode()).isEqualTo(413);
        HttpResponse<String> got = CLIENT.send(
                HttpRequest.newBuilder(way).timeout(PATIENCE).GET().build(), HttpResponse.BodyHandlers.ofString());
        assertThat(got.statusCode()).isEqualTo(405);
        assertThat(got.headers().firstValue("allow")).contains("POST");
        assertThat(engine.scrape())
                .anyMatch(line ->
                        line.startsWith("rackledger_bmc_event_posts_total{outcome=\"malformed\"") && !zero(line))
                .anyMatch(
                        line -> line.startsWith("rackledger_bmc_event_posts_total{outcome=\"unknown\"") && !zero(line));
    }

    private static boolean zero(String line) {
        return line.endsWith(" 0.0");
    }

    @Test
    void takesNoFloodOfOneBmc() throws Exception {
        String full = "{\"Events\":[" + "{\"Message\":\"again\"},".repeat(99) + "{\"Message\":\"again\"}]}";
        try (SimulatedRedfishBmc other = enrolled("told-2")) {
            URI way = URI.create(other.eventDestinations().getFirst());
            HttpResponse<String> last = post(way, full);
            for (int posts = 1; posts < 10 && last.statusCode() == 204; posts++) {
                last = post(way, full);
            }
            assertThat(last.statusCode()).isEqualTo(429);
            assertThat(last.headers().firstValue("retry-after")).contains("10");
        }
    }

    /** Where the BMC was told to send to; it may just have forgotten it. */
    private static URI way() {
        await().atMost(PATIENCE).until(() -> bmc.subscriptions() == 1);
        return URI.create(bmc.eventDestinations().getFirst());
    }

    private static HttpResponse<String> post(URI way, String body) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(way)
                        .timeout(PATIENCE)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}

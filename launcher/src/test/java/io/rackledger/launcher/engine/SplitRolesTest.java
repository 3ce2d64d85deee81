package io.rackledger.launcher.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.bmc.BmcSettings;
import io.rackledger.bmc.credential.CredentialStore;
import io.rackledger.bmc.power.PowerPace;
import io.rackledger.boot.BootSettings;
import io.rackledger.command.settings.CommandSettings;
import io.rackledger.core.node.WaitPolicy;
import io.rackledger.query.QuerySideSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The roles in two processes that meet in the log only. */
final class SplitRolesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String NODE = "{\"name\":\"split-1\",\"ports\":[\"52:54:00:00:00:01\"]}";

    @TempDir
    private Path folder;

    @Test
    void answersInOneProcessWhatAnotherHasDecidedWithoutADatabase() throws Exception {
        int kafka = freePort();
        EngineSettings deciding =
                settings("a", EnumSet.of(Role.command, Role.boot, Role.bmc), new KafkaChoice.Embedded(kafka));
        EngineSettings answering =
                settings("b", EnumSet.of(Role.query), new KafkaChoice.External("127.0.0.1:" + kafka, Map.of(), 1));
        try (Engine command = Engine.start(deciding, _ -> {}, Clock.systemUTC());
                Engine query = Engine.start(answering, _ -> {}, Clock.systemUTC());
                HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> made = client.send(
                    request(command.apiUrl() + "/api/v1/nodes")
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(NODE))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            String position = made.headers().firstValue("X-Rackledger-Position").orElse("none");
            HttpResponse<String> seen = client.send(
                    request(query.apiUrl() + "/api/v1/nodes/split-1?minPosition=" + position)
                            .GET()
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
            assertThat(seen.statusCode()).as(seen.body()).isEqualTo(200);
            assertThat(seen.body()).contains("\"state\":\"enroll\"");
        }
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE);
    }

    private EngineSettings settings(String name, Set<Role> roles, KafkaChoice kafka) throws IOException {
        Path data = folder.resolve(name);
        Duration moment = Duration.ofMillis(200);
        return new EngineSettings(
                roles,
                data,
                new EngineSettings.Listener("127.0.0.1", freePort()),
                kafka,
                new PostgresChoice.Embedded(freePort()),
                BootSettings.onLoopback(data.resolve("files"), data.resolve("boot")),
                new BmcSettings(
                        "bmc-adapter",
                        _ -> Optional.empty(),
                        CredentialStore.none(),
                        Optional.empty(),
                        4,
                        new PowerPace(moment, Duration.ofSeconds(1), Duration.ofSeconds(1), moment),
                        Optional.empty()),
                CommandSettings.standard(),
                QuerySideSettings.standard(),
                WaitPolicy.standard());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

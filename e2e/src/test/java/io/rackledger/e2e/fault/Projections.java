package io.rackledger.e2e.fault;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whether projections that lived through faults say the same as those that another engine makes from the log alone. */
final class Projections {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration ONE_CALL = Duration.ofSeconds(30);

    private Projections() {}

    /** Compares both when they stand at the same places of the log; empty where their rows are equal. */
    static List<String> differences(EngineNode live, EngineNode rebuilt) {
        try (HttpClient http = Client.http()) {
            Pair pair = Awaitility.await("both stand at the same places")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> new Pair(hash(http, live), hash(http, rebuilt)), Pair::atTheSamePlaces);
            return pair.live().path("hash").equals(pair.rebuilt().path("hash"))
                    ? List.of()
                    : List.of("the live projections " + pair.live() + " are not those that the log makes: "
                            + pair.rebuilt());
        }
    }

    private record Pair(JsonNode live, JsonNode rebuilt) {
        boolean atTheSamePlaces() {
            return live.has("hash")
                    && live.path("nodeEvents").equals(rebuilt.path("nodeEvents"))
                    && live.path("signals").equals(rebuilt.path("signals"));
        }
    }

    private static JsonNode hash(HttpClient http, EngineNode engine) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(engine.apiUrl() + "/api/v1/projections/hash"))
                .timeout(ONE_CALL)
                .build();
        try {
            return JsonMapper.shared()
                    .readTree(http.send(request, BodyHandlers.ofString()).body());
        } catch (IOException e) {
            return JsonMapper.shared().createObjectNode().put("unreachable", e.toString());
        }
    }
}

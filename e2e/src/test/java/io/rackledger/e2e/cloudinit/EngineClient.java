package io.rackledger.e2e.cloudinit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** The engine's API as an operator's script sees it. */
final class EngineClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;
    private final Map<String, String> positions = new ConcurrentHashMap<>();

    EngineClient(String base) {
        this.base = base + "/api/v1";
    }

    /** An answer with its status. */
    record Answer(int status, JsonNode body) {}

    Answer post(String path, Object body) {
        String json = JSON.writeValueAsString(body);
        return send(HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    Answer get(String path) {
        return send(HttpRequest.newBuilder(URI.create(base + path)).GET());
    }

    /** Posts what must be accepted. */
    JsonNode accepted(String path, Object body) {
        Answer answer = post(path, body);
        if (answer.status() >= 300) {
            throw new IllegalStateException("POST " + path + " was refused: " + answer);
        }
        String node = path.startsWith("/nodes/")
                ? path.split("/")[2]
                : answer.body().path("name").asString("");
        positions.put(node, answer.body().path("position").asString(""));
        return answer.body();
    }

    /** The node's document, not older than the last command that was accepted for it. */
    private JsonNode document(String node) {
        String position = positions.getOrDefault(node, "");
        return get("/nodes/" + node + (position.isEmpty() ? "" : "?minPosition=" + position))
                .body();
    }

    /** Waits until the node is in one of these states, and returns its document. */
    JsonNode await(String node, Set<String> states, Duration patience) {
        return Awaitility.await("node " + node + " in " + states)
                .atMost(patience)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> document(node),
                        seen -> states.contains(seen.path("state").asString("")));
    }

    /** Waits until the engine answers; stops waiting when it has died. */
    void awaitReady(EngineProcess engine, Duration patience) {
        Awaitility.await("the engine answers")
                .atMost(patience)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> answers(engine));
    }

    private boolean answers(EngineProcess engine) {
        engine.requireAlive();
        try {
            return get("/nodes?limit=1").status() == 200;
        } catch (NotAnswering e) {
            return false;
        }
    }

    /** The engine does not listen, or not yet. */
    private static final class NotAnswering extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private NotAnswering(IOException cause) {
            super("the engine does not answer", cause);
        }
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer =
                    client.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            String text = answer.body().isBlank() ? "{}" : answer.body();
            return new Answer(answer.statusCode(), JSON.readTree(text));
        } catch (IOException e) {
            throw new NotAnswering(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}

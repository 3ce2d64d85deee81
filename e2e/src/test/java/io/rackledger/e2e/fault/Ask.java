package io.rackledger.e2e.fault;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Questions to an engine, over HTTP. */
final class Ask implements AutoCloseable {
    private final HttpClient http = Client.http();

    /** @param status 0 where no answer came */
    record Answer(int status, String body) {
        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }
    }

    /** @param path from the root, such as {@code /readyz} */
    Answer get(EngineNode engine, String path) {
        return get(engine.apiUrl(), path);
    }

    Answer get(String url, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(15))
                .GET()
                .build();
        return send(request);
    }

    /** One command that is not repeated and is in no history. */
    Answer post(EngineNode engine, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(engine.apiUrl() + path))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return send(request);
    }

    private Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            return new Answer(0, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}

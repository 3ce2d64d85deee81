package io.rackledger.query.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.door.Feed;
import io.rackledger.core.door.LogTopic;
import io.rackledger.query.projection.ProjectionProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the API under test. */
final class Api {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String base;

    Api(int port) {
        base = "http://127.0.0.1:" + port + "/api/v1";
    }

    /** An answer with its body as JSON. */
    record Answer(int status, HttpResponse<String> raw, JsonNode json) {
        String text(String pointer) {
            return json.at(pointer).asString();
        }
    }

    /** The path may hold {@code {}}, which stands for the next argument, encoded. */
    Answer get(String path, String... arguments) {
        return send("GET", path, arguments);
    }

    /** The same with another method and no body. */
    Answer send(String method, String path, String... arguments) {
        String filled = path;
        for (String argument : arguments) {
            filled = filled.replaceFirst("\\{}", URLEncoder.encode(argument, StandardCharsets.UTF_8));
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + filled))
                .timeout(PATIENCE)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response, JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    Answer ok(String path, String... arguments) {
        Answer answer = get(path, arguments);
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        return answer;
    }

    URI uri(String path) {
        return URI.create(base + path);
    }

    /** Waits until all of the log is projected. */
    static void caughtUp(Feed feed, ProjectionProgress progress) throws InterruptedException {
        assertThat(progress.awaitAll(
                        Map.of(
                                LogTopic.NODE_EVENTS, feed.end(LogTopic.NODE_EVENTS, PATIENCE),
                                LogTopic.SIGNALS, feed.end(LogTopic.SIGNALS, PATIENCE)),
                        PATIENCE))
                .isTrue();
    }
}

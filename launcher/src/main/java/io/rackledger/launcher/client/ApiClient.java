package io.rackledger.launcher.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The engine's REST API as a client sees it. Thread-safe. */
public final class ApiClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final int KEY_BYTES = 12;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final SecureRandom chance = new SecureRandom();
    private final String server;
    private final String actor;
    private final Duration limit;

    /**
     * @param server base URL such as http://127.0.0.1:8480
     * @param actor who asks, for the record
     */
    public ApiClient(String server, String actor) {
        this(server, actor, LIMIT);
    }

    /** The same. @param limit longest for an answer */
    ApiClient(String server, String actor, Duration limit) {
        this.limit = limit;
        this.server = server.endsWith("/") ? server.substring(0, server.length() - 1) : server;
        this.actor = actor;
    }

    /** Reads; {@code query} values are encoded, empty ones left out. */
    public JsonNode get(String path, Map<String, String> query) {
        return send(request(path + queryString(query)).GET());
    }

    public JsonNode get(String path) {
        return get(path, Map.of());
    }

    /** Commands under an idempotency key; an empty key makes a fresh one. */
    public JsonNode post(String path, String json, String key) {
        HttpRequest.BodyPublisher body = json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json);
        HttpRequest.Builder request = command(path, key).POST(body);
        return send(json.isEmpty() ? request : request.header("Content-Type", "application/json"));
    }

    public JsonNode put(String path, String json, String key) {
        return send(command(path, key).PUT(BodyPublishers.ofString(json)).header("Content-Type", "application/json"));
    }

    public JsonNode delete(String path, String key) {
        return send(command(path, key).DELETE());
    }

    /** Reads a live stream line by line until the reader says no or the server ends it. */
    public void stream(String path, Map<String, String> query, String lastEventId, Predicate<String> reader) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path + queryString(query)))
                .header("Accept", "text/event-stream")
                .GET();
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        try {
            HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                if (response.statusCode() / 100 != 2) {
                    throw new ApiProblem(
                            response.statusCode(),
                            parse(String.join("\n", lines.lines().toList())));
                }
                String line = lines.readLine();
                while (line != null && reader.test(line)) {
                    line = lines.readLine();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the engine at " + server + " does not answer: " + words(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest.Builder command(String path, String key) {
        byte[] random = new byte[KEY_BYTES];
        chance.nextBytes(random);
        String fresh = "cli-" + HexFormat.of().formatHex(random);
        return request(path)
                .header("Idempotency-Key", key.isEmpty() ? fresh : key)
                .header("X-Rackledger-Actor", actor);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path))
                .header("Accept", "application/json")
                .timeout(limit);
    }

    private URI uri(String path) {
        return URI.create(server + path);
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            JsonNode body = parse(response.body());
            if (response.statusCode() / 100 != 2) {
                throw new ApiProblem(response.statusCode(), body);
            }
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException("the engine at " + server + " does not answer: " + words(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the engine", e);
        }
    }

    private static String words(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static JsonNode parse(String body) {
        try {
            return body.isBlank()
                    ? JsonMapper.shared().createObjectNode()
                    : JsonMapper.shared().readTree(body);
        } catch (JacksonException e) {
            return JsonMapper.shared().createObjectNode().put("detail", "the answer is not JSON; is this the engine?");
        }
    }

    private static String queryString(Map<String, String> query) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(query).forEach((name, value) -> {
            if (!value.isEmpty()) {
                text.append(text.isEmpty() ? '?' : '&').append(name).append('=').append(encode(value));
            }
        });
        return text.toString();
    }

    /** For a part of a path or a value of a query. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}

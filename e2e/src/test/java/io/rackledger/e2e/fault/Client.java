package io.rackledger.e2e.fault;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An operator's script as the documentation advises to write it: one Idempotency-Key per command, and the same request again, at another
 * instance, until there is an answer. Every call goes into the history.
 */
final class Client {
    /** Longer than an engine takes to say that it does not know. */
    private static final Duration ONE_CALL = Duration.ofSeconds(12);

    private static final int SHORTEST_PAUSE_MILLIS = 20;
    private static final int LONGEST_PAUSE_MILLIS = 150;

    private final String name;
    private final HttpClient http;
    private final List<EngineNode> instances;
    private final History history;
    private final RandomGenerator chance;
    private final CountDownLatch giveUp;
    private int favourite;
    private int count;

    /**
     * @param giveUp ends the repeating; what is not answered then stays unknown
     */
    Client(
            String name,
            HttpClient http,
            List<EngineNode> instances,
            History history,
            RandomGenerator chance,
            CountDownLatch giveUp) {
        this.name = name;
        this.http = http;
        this.instances = instances;
        this.history = history;
        this.chance = chance;
        this.giveUp = giveUp;
    }

    static HttpClient http() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(2))
                .build();
    }

    String name() {
        return name;
    }

    /** Sends a command, first to any instance, until it is accepted or refused; the last call tells. */
    Call command(String operation, String method, String path, Object body) {
        String key = name + "-" + ++count;
        favourite = chance.nextInt(instances.size());
        Call last = call(operation, key, method, path, body);
        while (last.unknown() && pause()) {
            favourite = (favourite + 1) % instances.size();
            last = call(operation, key, method, path, body);
        }
        return last;
    }

    private boolean pause() {
        try {
            return !giveUp.await(chance.nextInt(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Call call(String operation, String key, String method, String path, Object body) {
        EngineNode instance = instances.get(favourite);
        Call call = send(http, Clock.systemUTC(), name, operation, key, instance, method, path, body);
        history.add(call);
        return call;
    }

    /** One request, not repeated and not in the history. */
    static Call send(
            HttpClient http,
            Clock clock,
            String client,
            String operation,
            String key,
            EngineNode instance,
            String method,
            String path,
            Object body) {
        Instant start = clock.instant();
        HttpRequest request = HttpRequest.newBuilder(URI.create(instance.apiUrl() + "/api/v1" + path))
                .timeout(ONE_CALL)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .header("X-Rackledger-Actor", client)
                .method(method, BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body)))
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return told(client, operation, key, instance.name(), start, clock.instant(), response);
        } catch (IOException e) {
            String why = e.getClass().getSimpleName();
            return new Call(
                    client, operation, key, "", instance.name(), start, clock.instant(), 0, why, Optional.empty(), "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Call told(
            String client,
            String operation,
            String key,
            String instance,
            Instant start,
            Instant end,
            HttpResponse<String> response) {
        JsonNode body = json(response.body());
        JsonNode sequence = body.path("sequence");
        return new Call(
                client,
                operation,
                key,
                body.path("nodeId").asString(""),
                instance,
                start,
                end,
                response.statusCode(),
                body.path("code").asString(""),
                sequence.isNumber() ? Optional.of(sequence.asLong()) : Optional.empty(),
                body.path("position").asString(""));
    }

    private static JsonNode json(String text) {
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException _) {
            // A page of the server itself, such as a 503 while it starts: the status tells.
            return JsonMapper.shared().createObjectNode();
        }
    }
}

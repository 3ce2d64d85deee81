package io.rackledger.command.rest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A caller of the API over real HTTP. */
final class Api {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;

    Api(int port) {
        this.base = "http://127.0.0.1:" + port;
    }

    /** An answer with its JSON body; an empty object where there is none. */
    record Answer(int status, JsonNode body, HttpResponse<String> raw) {
        String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }

        String text(String pointer) {
            return body.at(pointer).asString("");
        }
    }

    Answer post(String path, String body, String... headers) {
        return send("POST", path, body, "application/json", headers);
    }

    Answer patch(String path, String body, String... headers) {
        return send("PATCH", path, body, "application/merge-patch+json", headers);
    }

    Answer delete(String path, String... headers) {
        return send("DELETE", path, "", "", headers);
    }

    Answer get(String path, String... headers) {
        return send("GET", path, "", "", headers);
    }

    Answer send(String method, String path, String body, String type, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(20))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    Answer send(HttpRequest request) {
        try {
            HttpResponse<String> raw = client.send(request, HttpResponse.BodyHandlers.ofString());
            boolean json = raw.headers().firstValue("Content-Type").orElse("").contains("json");
            return new Answer(raw.statusCode(), json ? JSON.readTree(raw.body()) : JSON.createObjectNode(), raw);
        } catch (IOException e) {
            throw new IllegalStateException(request + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Enrolls a node under the name, with a MAC address of its own. */
    Answer enroll(String name) {
        return post(
                "/api/v1/nodes",
                "{\"name\":\"%s\",\"ports\":[\"%s\"],\"bmc\":\"redfish+http://10.0.0.1:8000/redfish/v1/Systems/%s\"}"
                        .formatted(name, mac(name), name),
                "Idempotency-Key",
                UUID.randomUUID().toString());
    }

    static String mac(String name) {
        int hash = name.hashCode();
        return "52:54:%02x:%02x:%02x:%02x"
                .formatted(hash >>> 24 & 0xff, hash >>> 16 & 0xff, hash >>> 8 & 0xff, hash & 0xff);
    }
}

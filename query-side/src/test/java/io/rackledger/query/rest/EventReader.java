package io.rackledger.query.rest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads server-sent events as a browser does. */
final class EventReader implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final BufferedReader lines;
    private String lastId = "";

    /** One event; name and data are empty for one that only carries an id. */
    record Event(String id, String name, String data) {}

    EventReader(URI uri, Optional<String> lastEventId) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Accept", "text/event-stream");
        lastEventId.ifPresent(id -> request.header("Last-Event-ID", id));
        HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            throw new IOException("status " + response.statusCode());
        }
        lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /** The next event, heartbeats included. */
    Event next() throws IOException {
        String name = "";
        StringBuilder data = new StringBuilder();
        String line = lines.readLine();
        while (line != null && !line.isEmpty()) {
            if (line.startsWith("id:")) {
                lastId = line.substring(3).strip();
            } else if (line.startsWith("event:")) {
                name = line.substring(6).strip();
            } else if (line.startsWith("data:")) {
                data.append(line.substring(5).strip());
            }
            line = lines.readLine();
        }
        if (line == null) {
            throw new IOException("the stream ended");
        }
        return new Event(lastId, name, data.toString());
    }

    /** The next event with data. */
    Event nextNamed() throws IOException {
        Event event = next();
        while (event.name().isEmpty()) {
            event = next();
        }
        return event;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}

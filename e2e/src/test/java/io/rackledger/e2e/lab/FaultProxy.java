package io.rackledger.e2e.lab;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands between a machine and the engine, hands everything on, and answers some paths wrongly itself. A machine is led here by
 * {@link LabMachine#divert}; the engine sees the proxy's address as the source.
 */
public final class FaultProxy implements AutoCloseable {
    /** A whole page, as a captive portal or a wrong virtual host gives it. */
    public static final String HTML =
            "<!DOCTYPE html><html><head><title>Welcome</title></head><body>Please log in</body></html>";

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final List<String> NOT_FORWARDED =
            List.of("connection", "content-length", "host", "upgrade", "expect", "transfer-encoding");

    private final URI engine;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();
    private final Map<String, Wrong> wrongs = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> wronged = new ConcurrentLinkedQueue<>();

    private record Wrong(int status, String body) {}

    /** @param engine base URL of the real server, such as {@code http://127.0.0.1:8481} */
    public FaultProxy(URI engine) throws IOException {
        this.engine = engine;
        server = HttpServer.create(new InetSocketAddress(0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** From now on, every path with that ending gets this answer, and the engine never hears of it. */
    public FaultProxy answers(String pathEnding, int status, String body) {
        wrongs.put(pathEnding, new Wrong(status, body));
        return this;
    }

    /** The requests that got a wrong answer, as method and path, in order. */
    public List<String> wronged() {
        return List.copyOf(wronged);
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        Optional<Wrong> wrong = wrongs.entrySet().stream()
                .filter(entry -> path.endsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
        if (wrong.isPresent()) {
            wronged.add(exchange.getRequestMethod() + " " + path);
            send(exchange, wrong.get().status(), wrong.get().body().getBytes(StandardCharsets.UTF_8));
        } else {
            forward(exchange, body);
        }
    }

    private void forward(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        engine.resolve(exchange.getRequestURI().toString()))
                .timeout(LIMIT)
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
            response.headers()
                    .firstValue("x-expected-offset")
                    .ifPresent(value -> exchange.getResponseHeaders().set("X-Expected-Offset", value));
            send(exchange, response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.close();
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        client.close();
        threads.shutdownNow();
    }
}

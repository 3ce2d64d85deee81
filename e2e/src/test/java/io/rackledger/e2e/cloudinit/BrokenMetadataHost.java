package io.rackledger.e2e.cloudinit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A host that stands where the metadata service should, and answers some files wrongly; the rest it passes on. */
final class BrokenMetadataHost implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, SeedFault> faults = new ConcurrentHashMap<>();
    private final String upstream;

    BrokenMetadataHost(InetSocketAddress bind, String upstream) throws IOException {
        this.upstream = upstream;
        this.server = HttpServer.create(bind, 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    void misbehave(String machineAddress, SeedFault fault) {
        faults.put(machineAddress, fault);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String file = path.substring(path.lastIndexOf('/') + 1);
            SeedFault fault =
                    faults.get(exchange.getRemoteAddress().getAddress().getHostAddress());
            if (fault == SeedFault.META_DATA_404 && file.equals("meta-data")) {
                send(exchange, 404, "not here\n");
            } else if (fault == SeedFault.USER_DATA_500 && file.equals("user-data")) {
                send(exchange, 500, "broken\n");
            } else if (fault == SeedFault.HTML_PAGE) {
                send(exchange, 200, "<html><body><h1>Sign in to the guest network</h1></body></html>\n");
            } else if (fault == SeedFault.VENDOR_DATA_NOT_YAML && file.equals("vendor-data")) {
                send(exchange, 200, "#cloud-config\n{{{ this: [is not YAML\n");
            } else {
                pass(exchange, path);
            }
        }
    }

    private void pass(HttpExchange exchange, String path) throws IOException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(upstream + path))
                    .timeout(PATIENCE)
                    .build();
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            send(exchange, answer.statusCode(), answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
        client.close();
    }
}

package io.rackledger.launcher.probe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A small listener for probes and scrapes: before the API listens on the same port, and for good where this process has no API. */
final class ProbeListener implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private ProbeListener(HttpServer server, ProbeAnswers answers) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", exchange -> serve(exchange, answers));
    }

    static ProbeListener start(String address, int port, ProbeAnswers answers) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(address, port), 0);
        ProbeListener listener = new ProbeListener(server, answers);
        server.start();
        return listener;
    }

    int port() {
        return server.getAddress().getPort();
    }

    private static void serve(HttpExchange exchange, ProbeAnswers answers) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            boolean read = method.equals("GET") || method.equals("HEAD");
            String path = exchange.getRequestURI().getPath();
            String query =
                    Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
            Reply reply = answers.beforeTheApi(path)
                    .or(() -> read ? answers.further(path, query) : Optional.empty())
                    .orElseGet(() -> read ? answers.answer(path, query) : Reply.text(405, "use GET\n"));
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", reply.type());
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(reply.status(), method.equals("HEAD") ? -1 : body.length);
            if (!method.equals("HEAD")) {
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(body);
                }
            }
        }
    }

    /** Stops to listen at once: the port is free when this returns. */
    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}

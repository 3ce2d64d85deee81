package io.rackledger.boot;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The engine's side of the step runner, small: serves steps, keeps what it is told. It can go away and come back on the
 * same port, with or without its memory of the log, and it can lose an answer after having kept what was sent.
 */
final class RecordingEngine implements AutoCloseable {
    private static final String BASE = "/run/token";

    private final List<Step> steps;
    private final List<Map<String, String>> events = new ArrayList<>();
    private final Map<String, ByteArrayOutputStream> logs = new LinkedHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private int port;
    private int answersToLose;
    private int conflicts;
    private HttpServer server;

    /** One step as it stands in the step list. */
    record Step(String name, int seconds, boolean required, String script) {}

    RecordingEngine(Step... steps) throws IOException {
        this.steps = List.of(steps);
        server = listen();
    }

    private HttpServer listen() throws IOException {
        HttpServer listening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        port = listening.getAddress().getPort();
        listening.setExecutor(threads);
        listening.createContext(BASE, this::answer);
        listening.start();
        return listening;
    }

    String runUrl() {
        return "http://127.0.0.1:" + port + BASE;
    }

    void goAway() {
        server.stop(0);
    }

    void comeBack() throws IOException {
        server = listen();
    }

    /** The next {@code count} log chunks are kept, but their sender gets no answer. */
    synchronized void loseAnswersToLogs(int count) {
        answersToLose = count;
    }

    synchronized void forgetLogs() {
        logs.clear();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(BASE.length());
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (path.equals("/steps")) {
            send(exchange, 200, stepList());
        } else if (path.startsWith("/steps/")) {
            send(
                    exchange,
                    200,
                    steps.get(Integer.parseInt(path.substring(7)) - 1).script());
        } else if (path.equals("/events")) {
            keepEvent(new String(body, StandardCharsets.US_ASCII));
            send(exchange, 204, "");
        } else {
            keepLog(exchange, path.substring("/log/".length()), body);
        }
    }

    private String stepList() {
        StringBuilder list = new StringBuilder();
        for (int index = 1; index <= steps.size(); index++) {
            Step step = steps.get(index - 1);
            list.append("%d\t%s\t%d\t%d\n".formatted(index, step.name(), step.seconds(), step.required() ? 1 : 0));
        }
        return list.toString();
    }

    private synchronized void keepEvent(String form) {
        Map<String, String> event = new LinkedHashMap<>();
        for (String field : form.split("&")) {
            String[] pair = field.split("=", 2);
            event.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.ISO_8859_1));
        }
        events.add(event);
    }

    private synchronized void keepLog(HttpExchange exchange, String index, byte[] chunk) throws IOException {
        ByteArrayOutputStream log = logs.computeIfAbsent(index, _ -> new ByteArrayOutputStream());
        String offset = exchange.getRequestURI().getQuery().substring("offset=".length());
        if (Long.parseLong(offset) != log.size()) {
            conflicts++;
            exchange.getResponseHeaders().set("X-Expected-Offset", String.valueOf(log.size()));
            send(exchange, 409, "");
            return;
        }
        log.write(chunk);
        if (answersToLose > 0) {
            answersToLose--;
            exchange.close();
        } else {
            send(exchange, 204, "");
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    /** The events that were told, in the order of their arrival, heartbeats left out. */
    synchronized List<Map<String, String>> events() {
        return events.stream()
                .filter(event -> !"heartbeat".equals(event.get("event")))
                .toList();
    }

    synchronized List<Map<String, String>> everything() {
        return List.copyOf(events);
    }

    /** Each event as its name, its step and its exit code or result, for comparison with a script. */
    List<String> story() {
        return events().stream()
                .map(event -> String.join(
                                " ",
                                event.get("event"),
                                event.getOrDefault("step", ""),
                                event.getOrDefault("exit", event.getOrDefault("result", "")))
                        .replaceAll(" +", " ")
                        .strip())
                .toList();
    }

    Map<String, String> finishOf(String step) {
        return events().stream()
                .filter(event -> "step-finished".equals(event.get("event")) && step.equals(event.get("step")))
                .findFirst()
                .orElseThrow();
    }

    synchronized byte[] log(int index) {
        ByteArrayOutputStream log = logs.get(String.valueOf(index));
        return log == null ? new byte[0] : log.toByteArray();
    }

    synchronized int conflicts() {
        return conflicts;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

package io.rackledger.e2e.fault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A bad network between machines and boot services. What a machine asks or reports is lost on the way there or its answer on the way
 * back; it arrives twice, late, or after what was sent later. The same seed makes the same fates in the order of arrival. Files pass.
 */
final class SignalProxy implements AutoCloseable {
    private static final Duration ONE_CALL = Duration.ofSeconds(10);
    private static final Set<String> NOT_PASSED_ON =
            Set.of("connection", "host", "content-length", "expect", "upgrade", "transfer-encoding", "http2-settings");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().factory());
    private final HttpClient http = Client.http();
    private final String target;
    private final Weather weather;
    private final SplittableRandom chance;
    private final Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
    private volatile boolean calm;
    private volatile CountDownLatch held = new CountDownLatch(0);

    private SignalProxy(HttpServer server, String target, Weather weather, long seed) {
        this.server = server;
        this.target = target;
        this.weather = weather;
        this.chance = new SplittableRandom(seed);
    }

    /**
     * How bad the network is, each of 100 requests.
     *
     * @param lost half of them on the way there, half on the way back
     * @param doubled a copy follows
     * @param reordered the machine sees no answer, and what it sent arrives after its repeat
     * @param delayed of the answer, at most a second
     * @param latest how late a copy or a reordered request arrives at most
     */
    record Weather(int lost, int doubled, int reordered, int delayed, Duration latest) {
        static final Weather CALM = new Weather(0, 0, 0, 0, Duration.ofMillis(1));
    }

    private enum Fate {
        LOST_THERE,
        LOST_BACK,
        DOUBLED,
        REORDERED,
        DELAYED,
        PASSED
    }

    /** @param target base URL of the boot services */
    static SignalProxy start(String target, Weather weather, long seed) {
        return start(FreePorts.next(), target, weather, seed);
    }

    static SignalProxy start(int port, String target, Weather weather, long seed) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 512);
            SignalProxy proxy = new SignalProxy(server, target, weather, seed);
            server.setExecutor(proxy.threads);
            server.createContext("/", proxy::handle);
            server.start();
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("the proxy cannot listen", e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on everything passes. */
    void calmDown() {
        calm = true;
    }

    /** From now on requests wait in the network until they are let go. */
    void hold() {
        held = new CountDownLatch(1);
    }

    /** Lets go what waits, and what comes. */
    void letGo() {
        held.countDown();
    }

    synchronized String words() {
        return "fates of the machines' requests " + fates;
    }

    private synchronized Fate fate(String path) {
        int dice = chance.nextInt(100);
        Fate fate = calm || path.startsWith("/files/") ? Fate.PASSED : fate(dice);
        fates.merge(fate, 1, Integer::sum);
        return fate;
    }

    private Fate fate(int dice) {
        int edge = weather.lost() / 2;
        if (dice < edge) {
            return Fate.LOST_THERE;
        }
        edge += weather.lost() - weather.lost() / 2;
        if (dice < edge) {
            return Fate.LOST_BACK;
        }
        edge += weather.doubled();
        if (dice < edge) {
            return Fate.DOUBLED;
        }
        edge += weather.reordered();
        if (dice < edge) {
            return Fate.REORDERED;
        }
        edge += weather.delayed();
        return dice < edge ? Fate.DELAYED : Fate.PASSED;
    }

    private synchronized long chanceMillis(Duration most) {
        return chance.nextLong(Math.max(1, most.toMillis()));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            held.await();
            HttpRequest request = request(exchange, body);
            Fate fate = fate(exchange.getRequestURI().getPath());
            switch (fate) {
                case LOST_THERE -> drop(exchange);
                case LOST_BACK -> {
                    http.send(request, BodyHandlers.discarding());
                    drop(exchange);
                }
                case DOUBLED -> {
                    again(request);
                    pass(exchange, request);
                }
                case REORDERED -> {
                    again(request);
                    drop(exchange);
                }
                case DELAYED -> {
                    HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
                    later.schedule(() -> {}, chanceMillis(Duration.ofSeconds(1)), TimeUnit.MILLISECONDS)
                            .get();
                    answer(exchange, response);
                }
                case PASSED -> pass(exchange, request);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void pass(HttpExchange exchange, HttpRequest request) throws IOException, InterruptedException {
        answer(exchange, http.send(request, BodyHandlers.ofByteArray()));
    }

    /** Sends it once more, late, without anybody waiting for the answer. */
    private void again(HttpRequest request) {
        later.schedule(
                () -> http.sendAsync(request, BodyHandlers.discarding()),
                chanceMillis(weather.latest()),
                TimeUnit.MILLISECONDS);
    }

    /** The connection ends without an answer: a header is announced that never comes to its end. */
    private static void drop(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 1);
    }

    private static void answer(HttpExchange exchange, HttpResponse<byte[]> response) throws IOException {
        response.headers().map().forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, List.copyOf(values));
            }
        });
        byte[] body = response.body();
        exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private HttpRequest request(HttpExchange exchange, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(target + exchange.getRequestURI()))
                .timeout(ONE_CALL)
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }

    @Override
    public void close() {
        server.stop(0);
        later.shutdownNow();
        threads.shutdownNow();
        http.shutdownNow();
    }
}

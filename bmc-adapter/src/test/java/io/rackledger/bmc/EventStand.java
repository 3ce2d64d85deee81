package io.rackledger.bmc;

import com.sun.net.httpserver.HttpServer;
import io.rackledger.bmc.credential.Credential;
import io.rackledger.bmc.credential.CredentialStore;
import io.rackledger.bmc.event.EventDesk;
import io.rackledger.bmc.event.EventKey;
import io.rackledger.bmc.event.EventSettings;
import io.rackledger.bmc.observer.ObserverPace;
import io.rackledger.bmc.power.PowerPace;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.identity.NodeId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** An adapter that receives events over real HTTP, two nodes, and a count of the works begun at the first one's BMC. */
final class EventStand implements AutoCloseable {
    static final Clock CLOCK = Clock.systemUTC();
    static final NodeId NODE = TestNodes.NODE;
    static final NodeId OTHER = NodeId.parse("0f1cb0d2-3a58-4d0a-9c55-0f0e8a1f4a6c");
    static final Duration OFTEN = Duration.ofMillis(300);
    static final Duration HOUR = Duration.ofHours(1);

    final BmcBench bench = new BmcBench();
    final ManualLog log = new ManualLog();
    final AtomicInteger opened = new AtomicInteger();

    /** The first node's own account, which may change; empty for the one that the adapter was started with. */
    final AtomicReference<Optional<Credential>> own = new AtomicReference<>(Optional.empty());

    private final CredentialStore accounts = new CredentialStore() {
        @Override
        public Optional<Credential> find(NodeId node) {
            return own.get();
        }

        @Override
        public long version(NodeId node) {
            return own.get().isPresent() ? 1 : 0;
        }
    };
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicReference<EventDesk> desk = new AtomicReference<>();
    private final HttpServer front;
    private final Path folder;

    EventStand(Path folder) throws IOException {
        this.folder = folder;
        front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        front.setExecutor(threads);
        front.createContext("/", exchange -> {
            try (exchange) {
                byte[] body = exchange.getRequestBody().readAllBytes();
                EventDesk.Taken taken = desk.get().take(exchange.getRequestURI().getRawPath(), body);
                int status = switch (taken.outcome()) {
                    case KEPT -> 204;
                    case UNKNOWN -> 404;
                    case MALFORMED -> 400;
                    case TOO_MANY -> 429;
                    case LATER -> 503;
                };
                exchange.sendResponseHeaders(status, -1);
            }
        });
        front.start();
    }

    void enroll(NodeId node, BmcAddress bmc) {
        log.append(node, 1, TestNodes.enrolled(node, "redfish", Optional.of(bmc), ""));
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + front.getAddress().getPort() + path);
    }

    BmcAdapter start(Duration interval) {
        return start(url(""), interval, Optional.empty(), Optional.empty());
    }

    /** @param interval between two looks at a subscription */
    BmcAdapter start(URI url, Duration interval, Optional<Credential> account, Optional<ObserverPace> observer) {
        EventKey key;
        try {
            key = EventKey.of(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        PowerPace pace = new PowerPace(
                Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofMillis(50), Duration.ofMillis(20));
        BmcSettings settings = new BmcSettings(
                        "bmc-adapter", _ -> account, accounts, Optional.empty(), 4, pace, observer)
                .receiving(Optional.of(new EventSettings(url, "127.0.0.1", Optional.empty(), key, interval)));
        BmcAdapter adapter = BmcAdapter.start(
                settings, log, log, log, CLOCK, driver -> new CountedDriver(driver, log, NODE, opened));
        desk.set(adapter.events().orElseThrow());
        return adapter;
    }

    @Override
    public void close() {
        bench.close();
        front.stop(0);
        threads.shutdownNow();
    }
}

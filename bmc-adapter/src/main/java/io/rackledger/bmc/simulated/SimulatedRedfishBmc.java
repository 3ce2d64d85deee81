package io.rackledger.bmc.simulated;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.rackledger.bmc.credential.Credential;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.node.BmcIdentity;
import io.rackledger.core.node.PowerState;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;

/** One machine's BMC with one system, on a port of its own. Closing makes it unreachable. */
public final class SimulatedRedfishBmc implements AutoCloseable {
    private static final int LARGEST_REQUEST = 65_536;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Optional<Credential> account;
    private final SimulatedPower power;
    private final RedfishTree tree;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicReference<BmcFault> fault = new AtomicReference<>(new BmcFault.None());

    private SimulatedRedfishBmc(
            HttpServer server,
            String serial,
            Optional<Credential> account,
            Duration delay,
            ScheduledExecutorService scheduler,
            Clock clock) {
        this.server = server;
        this.account = account;
        this.power = new SimulatedPower(scheduler, clock, delay);
        this.tree = new RedfishTree(serial, power);
    }

    /**
     * Starts one, powered off.
     *
     * @param bind where it listens; port 0 for any free one
     * @param account who may use it; empty for everyone
     * @param delay from a reset to its effect
     */
    public static SimulatedRedfishBmc start(
            InetSocketAddress bind,
            String serial,
            Optional<Credential> account,
            Duration delay,
            ScheduledExecutorService scheduler,
            Clock clock)
            throws IOException {
        return start(HttpServer.create(bind, 0), serial, account, delay, scheduler, clock);
    }

    /** The same over TLS, with the certificate of {@code tls}. */
    public static SimulatedRedfishBmc start(
            InetSocketAddress bind,
            SSLContext tls,
            String serial,
            Optional<Credential> account,
            Duration delay,
            ScheduledExecutorService scheduler,
            Clock clock)
            throws IOException {
        HttpsServer server = HttpsServer.create(bind, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return start(server, serial, account, delay, scheduler, clock);
    }

    private static SimulatedRedfishBmc start(
            HttpServer server,
            String serial,
            Optional<Credential> account,
            Duration delay,
            ScheduledExecutorService scheduler,
            Clock clock) {
        SimulatedRedfishBmc bmc = new SimulatedRedfishBmc(server, serial, account, delay, scheduler, clock);
        server.setExecutor(bmc.threads);
        server.createContext("/", bmc::handle);
        server.start();
        return bmc;
    }

    /** Where it answers, in the form that a node's BMC address has. */
    public BmcAddress address() {
        InetSocketAddress at = server.getAddress();
        String scheme = server instanceof HttpsServer ? "redfish+https://" : "redfish+http://";
        return new BmcAddress(scheme + at.getAddress().getHostAddress() + ":" + at.getPort() + RedfishTree.SYSTEM);
    }

    /** Which machine it says that it belongs to. */
    public BmcIdentity identity() {
        return tree.identity();
    }

    /** It is put into another machine, or this one gets another mainboard. */
    public void belongTo(String serial) {
        tree.belongTo(serial);
    }

    public void misbehave(BmcFault how) {
        fault.set(how);
    }

    public void listen(PowerListener machine) {
        power.listen(machine);
    }

    public PowerState power() {
        return power.view().state();
    }

    /** The machine's power changes without the BMC being asked: a shutdown from inside, a finger on the button. */
    public void changeFromOutside(PowerState state) {
        power.change(state);
    }

    /** How many requests have come. */
    public long requests() {
        return requests.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        if (fault.get() instanceof BmcFault.Silent) {
            // Left open and unanswered on purpose; ends with the client or this BMC.
            return;
        }
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(LARGEST_REQUEST);
            RedfishReply reply = reply(exchange, new String(body, StandardCharsets.UTF_8));
            exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
            exchange.getResponseHeaders().set("OData-Version", "4.0");
            if ("close".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Connection"))) {
                // The JDK's server then closes without a word, and a client with a pool trips over it.
                exchange.getResponseHeaders().set("Connection", "close");
            }
            reply.etag().ifPresent(etag -> exchange.getResponseHeaders().set("ETag", etag));
            byte[] json = reply.json().getBytes(StandardCharsets.UTF_8);
            boolean bodiless = json.length == 0 || exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(reply.status(), bodiless ? -1 : json.length);
            if (!bodiless) {
                exchange.getResponseBody().write(json);
            }
        }
    }

    private RedfishReply reply(HttpExchange exchange, String body) {
        String path = exchange.getRequestURI().getPath();
        BmcFault now = fault.getAndUpdate(SimulatedRedfishBmc::afterRequest);
        if (now instanceof BmcFault.Busy(int times) && times > 0) {
            return RedfishReply.error(503, "The service is temporarily unavailable.");
        }
        if (now instanceof BmcFault.RefusesAccount || !(RedfishTree.isPublic(path) || isAllowed(exchange))) {
            return RedfishReply.error(401, "The account is not known or the password is wrong.");
        }
        Optional<String> ifMatch =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("If-Match"));
        return tree.answer(exchange.getRequestMethod(), path, body, ifMatch, now instanceof BmcFault.IgnoresResets);
    }

    private static BmcFault afterRequest(BmcFault before) {
        return switch (before) {
            case BmcFault.Busy(int times) -> times > 1 ? new BmcFault.Busy(times - 1) : new BmcFault.None();
            case BmcFault.None _, BmcFault.IgnoresResets _, BmcFault.RefusesAccount _, BmcFault.Silent _ -> before;
        };
    }

    private boolean isAllowed(HttpExchange exchange) {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        return account.map(c -> "Basic "
                        + Base64.getEncoder()
                                .encodeToString((c.user() + ":" + c.password()).getBytes(StandardCharsets.UTF_8)))
                .map(wanted -> wanted.equals(given))
                .orElse(true);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

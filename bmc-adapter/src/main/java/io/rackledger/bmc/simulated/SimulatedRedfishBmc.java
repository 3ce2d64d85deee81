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
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
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
    private final ScheduledExecutorService scheduler;
    private final Clock clock;
    private final Duration delay;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong tooEarly = new AtomicLong();
    private final AtomicReference<Instant> busyUntil = new AtomicReference<>(Instant.MIN);
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
        this.scheduler = scheduler;
        this.clock = clock;
        this.delay = delay;
        RedfishSubscriptions subscriptions = new RedfishSubscriptions(new RedfishDelivery(threads, scheduler), clock);
        this.tree = new RedfishTree(serial, power, account, subscriptions, clock);
        power.listen(subscriptions);
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
        return tree.first().identity();
    }

    /** It is put into another machine, or this one gets another mainboard. */
    public void belongTo(String serial) {
        tree.first().belongTo(serial);
    }

    /** It is another maker's. */
    public void behaveAs(RedfishCharacter character) {
        tree.behaveAs(character);
    }

    /** Another machine in the same chassis has the same BMC. */
    public BmcIdentity alsoHold(String serial) {
        return tree.alsoHold(serial, new SimulatedPower(scheduler, clock, delay));
    }

    /** Others log in until no more sessions can be had. */
    public void occupySessions() {
        tree.sessions().occupy();
    }

    /** As after a restart: nobody is logged in any more. */
    public void forgetSessions() {
        tree.sessions().forget();
    }

    /** How many are logged in. */
    public int sessions() {
        return tree.sessions().count();
    }

    /** How many sessions there have been. */
    public int sessionsOpened() {
        return tree.sessions().opened();
    }

    /** How often the BMC itself was restarted. */
    public int restarts() {
        return tree.keeper().restarts();
    }

    /** How many are told of events. */
    public int subscriptions() {
        return tree.subscriptions().count();
    }

    /** Where events are sent to. */
    public List<String> eventDestinations() {
        return tree.subscriptions().destinations();
    }

    /** Whether all who have subscribed are told of events. */
    public boolean sendsEvents() {
        return tree.subscriptions().isSending();
    }

    /** As some do after a restart or an update. */
    public void forgetSubscriptions() {
        tree.subscriptions().forget();
    }

    /** Subscriptions are there, and nothing is sent any more, as where it could not be delivered too often. */
    public void suspendSubscriptions() {
        tree.subscriptions().suspend();
    }

    /** What is in its virtual drive. */
    public Optional<String> media() {
        return tree.drives().image();
    }

    /** UEFI or Legacy, as it was last set for booting. */
    public String bootMode() {
        return tree.first().mode();
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

    /** How many came before the time was over for which it asked to be left alone. */
    public long requestsTooEarly() {
        return tooEarly.get();
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
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] json = reply.json().getBytes(StandardCharsets.UTF_8);
            boolean bodiless = json.length == 0 || exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(reply.status(), bodiless ? -1 : json.length);
            if (!bodiless) {
                exchange.getResponseBody().write(json);
            }
        }
    }

    private RedfishReply reply(HttpExchange exchange, String body) {
        String method = exchange.getRequestMethod();
        URI asked = exchange.getRequestURI();
        String path = asked.getQuery() == null ? asked.getPath() : asked.getPath() + "?" + asked.getQuery();
        Optional<String> token =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Auth-Token"));
        BmcFault now =
                fault.getAndUpdate(present -> present.meets(method, path, token.isPresent()) ? present.met() : present);
        boolean met = now.meets(method, path, token.isPresent());
        Instant at = clock.instant();
        if (at.isBefore(busyUntil.getAndSet(Instant.MIN))) {
            tooEarly.incrementAndGet();
        }
        if (now instanceof BmcFault.Busy busy) {
            RedfishReply reply = RedfishReply.error(503, "The service is temporarily unavailable.");
            busyUntil.set(at.plusSeconds(busy.retryAfter()));
            return busy.retryAfter() > 0 ? reply.with("Retry-After", Integer.toString(busy.retryAfter())) : reply;
        }
        if (met && now instanceof BmcFault.ForgetsSessions) {
            tree.sessions().forget();
        }
        boolean free = RedfishTree.isPublic(method, path) && !(now instanceof BmcFault.RefusesAccount);
        if (now instanceof BmcFault.RefusesAccount || !(free || isAllowed(exchange, token))) {
            return RedfishReply.error(
                    401, "Base.1.8.NoValidSession", "The account is not known or the password is wrong.");
        }
        Optional<String> ifMatch =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("If-Match"));
        return tree.answer(method, path, body, ifMatch, now);
    }

    private boolean isAllowed(HttpExchange exchange, Optional<String> token) {
        if (token.isPresent()) {
            return tree.sessions().knows(token.get());
        }
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        return account.map(c -> "Basic "
                        + Base64.getEncoder()
                                .encodeToString((c.user() + ":" + c.password()).getBytes(StandardCharsets.UTF_8)))
                .map(wanted -> tree.takesBasic() && wanted.equals(given))
                .orElse(true);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

package io.rackledger.launcher.engine;

import com.zaxxer.hikari.HikariDataSource;
import io.rackledger.bmc.BmcAdapter;
import io.rackledger.boot.BootServices;
import io.rackledger.command.process.ProcessManagers;
import io.rackledger.core.diagnosis.Endpoints;
import io.rackledger.core.door.Fitness;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.eventlog.EventLog;
import io.rackledger.eventlog.axon.NodeEventStore;
import io.rackledger.eventlog.axon.NodeLogStorageEngine;
import io.rackledger.eventlog.spool.SpoolLimits;
import io.rackledger.eventlog.spool.SpooledSignals;
import io.rackledger.launcher.clock.EngineClock;
import io.rackledger.launcher.clock.SteadyClock;
import io.rackledger.launcher.meter.BmcCalls;
import io.rackledger.launcher.meter.BootCounters;
import io.rackledger.launcher.meter.BootTraffic;
import io.rackledger.launcher.probe.Lookout;
import io.rackledger.query.projection.ProjectionProgress;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** A running process of the engine. Starts stores, log, boot services, API and BMC adapter in this order; stops in the opposite one. */
public final class Engine implements AutoCloseable {
    private final EngineSettings settings;
    private final Progress progress;
    private final SteadyClock clock;
    private final Closing closing = new Closing();
    private final CompletableFuture<String> stopped = new CompletableFuture<>();
    private final Lookout lookout;
    private int apiPort;
    private int bootPort;

    private Engine(EngineSettings settings, Progress progress, SteadyClock clock) {
        this.settings = settings;
        this.clock = clock;
        this.lookout = new Lookout(settings.roles().stream().map(Role::name).collect(Collectors.toSet()), clock);
        this.progress = words -> {
            lookout.step(words);
            progress.step(words);
        };
        closing.add("probes and metrics", lookout);
    }

    /**
     * Starts all roles; fails with {@link StartFailure} and leaves nothing running behind.
     *
     * @param clock the machine's; the engine sets a steady one of its own by it and by the brokers'
     */
    public static Engine start(EngineSettings settings, Progress progress, Clock clock) {
        Preflight.check(settings);
        Engine engine = new Engine(settings, progress, SteadyClock.over(clock));
        try {
            engine.run();
            return engine;
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    private void run() {
        listenForProbes();
        Stores stores = new Stores(settings, progress, clock, closing);
        Stores.Opened opened = stores.open().with(lookout::watch);
        EventLog log = opened.log();
        log.stopped().thenAccept(stopped::complete);
        EngineClock time = EngineClock.start(clock, opened.time());
        closing.add("the clock guard", time);
        time.stopped().thenAccept(stopped::complete);
        lookout.fitness(() -> unfit(opened, time));
        stores.catchUp(log);
        lookout.census(log);
        progress.step("the log is open and folded");
        Endpoints endpoints = settings.has(Role.boot) ? startBoot(log) : advertised();
        if (settings.hasApi()) {
            startApi(opened, endpoints, time);
        }
        if (settings.has(Role.bmc)) {
            closing.add(
                    "the BMC adapter",
                    BmcAdapter.start(
                            settings.bmc(),
                            log.feed(),
                            log.nodeStates(),
                            log.signals(),
                            clock,
                            driver -> new BmcCalls(driver, lookout.registry())));
            progress.step("the BMC adapter follows the log");
        }
        lookout.started();
    }

    /** Early, so that a long first fold can be watched; the API takes the port over. A port that is not known yet cannot be taken over. */
    private void listenForProbes() {
        EngineSettings.Listener api = settings.api();
        if (settings.hasApi() && api.port() == 0) {
            return;
        }
        try {
            apiPort = lookout.listen(api.address(), api.port());
        } catch (IOException e) {
            throw new StartFailure(
                    "port " + api.port() + " on " + api.address() + ", for probes and metrics, cannot be had: "
                            + e.getMessage(),
                    "stop what uses it, or choose another with --api-port",
                    e);
        }
    }

    private Endpoints startBoot(EventLog log) {
        try {
            SpooledSignals spool = SpooledSignals.open(
                    settings.boot().data().resolve("boot").resolve("spool"), SpoolLimits.DEFAULT, clock);
            closing.add("the spool", spool);
            spool.connect(log.signals());
            BootCounters.register(spool, lookout.registry());
            BootServices boot = BootServices.start(
                    settings.boot(),
                    log.bootPlans(),
                    spool,
                    log.documents(),
                    clock,
                    routes -> new BootTraffic(routes, lookout.registry()));
            BootCounters.register(boot, lookout.registry());
            closing.add("boot services", boot);
            bootPort = boot.port();
            progress.step("boot services serve machines on "
                    + settings.boot().listening().address() + ":" + bootPort);
            return boot.endpoints();
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new StartFailure("boot services did not start: " + e.getMessage(), "see --help for their options", e);
        }
    }

    /** Boot services run elsewhere; the sentences still name where machines go. */
    private Endpoints advertised() {
        String boot =
                settings.boot().listening().bootUrl().map(URI::getAuthority).orElse("the boot server");
        return new Endpoints(
                boot,
                settings.boot().listening().seedUrl().map(URI::getAuthority).orElse(boot),
                boot);
    }

    private void startApi(Stores.Opened opened, Endpoints endpoints, EngineClock time) {
        progress.step("starting the API");
        ApiServer api = ApiServer.start(settings, beans(opened, endpoints, time), lookout);
        closing.add("the API", api);
        apiPort = api.port();
        if (settings.has(Role.command)) {
            ProcessManagers managers = api.bean(ProcessManagers.class).orElseThrow();
            lookout.processManagers(managers);
        }
        opened.postgres().ifPresent(_ -> watchProjections(api));
        progress.step("the API answers on http://" + settings.api().address() + ":" + apiPort);
    }

    private void watchProjections(ApiServer api) {
        ProjectionProgress progress = api.bean(ProjectionProgress.class).orElseThrow();
        DataSource database = api.bean(DataSource.class).orElseThrow();
        lookout.projections(database, () -> trouble(progress.standing()), () -> places(progress.standing()));
    }

    private static Optional<String> trouble(ProjectionProgress.Standing standing) {
        return switch (standing.state()) {
            case FAILING -> Optional.of(standing.trouble());
            case STARTING, STOPPED -> Optional.of("the follower is not at work");
            case STANDBY, CATCHING_UP, LIVE, REBUILDING -> Optional.empty();
        };
    }

    private static Map<LogTopic, LogVector> places(ProjectionProgress.Standing standing) {
        return Map.of(LogTopic.NODE_EVENTS, standing.nodeEvents(), LogTopic.SIGNALS, standing.signals());
    }

    private Map<String, Object> beans(Stores.Opened opened, Endpoints endpoints, EngineClock time) {
        EventLog log = opened.log();
        Map<String, Object> beans = new LinkedHashMap<>();
        beans.put(
                "eventBus",
                NodeEventStore.on(new NodeLogStorageEngine(
                        log.nodeLog(), log.nodeStates(), settings.command().patience())));
        beans.put("nodeLog", log.nodeLog());
        beans.put("nodeStates", log.nodeStates());
        beans.put("history", log.history());
        beans.put("signalLog", log.signals());
        beans.put("feed", log.feed());
        beans.put("bootPlanLog", log.bootPlanLog());
        beans.put("bootPlans", log.bootPlans());
        beans.put("documents", log.documents());
        beans.put("claims", log.claims());
        beans.put("clock", clock);
        beans.put("timeTrust", time.trust());
        beans.put("fitness", (Fitness) () -> unfit(opened, time));
        beans.put("waitPolicy", settings.policy());
        beans.put("commandSettings", settings.command());
        beans.put("endpoints", endpoints);
        opened.postgres().ifPresent(address -> {
            HikariDataSource pool = address.pool();
            pool.setMetricRegistry(lookout.registry());
            closing.add("the connection pool", pool);
            beans.put("dataSource", pool);
            beans.put("querySideSettings", settings.query());
        });
        return beans;
    }

    private static Optional<String> unfit(Stores.Opened opened, EngineClock time) {
        return opened.brokerTrouble().get().or(time.trust()::doubt);
    }

    /**
     * Completes, with the reason, when the engine cannot do its work any more: a fold of the log has stopped, so that what it answers
     * grows old. It should be closed then, and started again.
     */
    public CompletableFuture<String> stopped() {
        return stopped.copy();
    }

    /** Where the API answers, or where only probes and metrics do. */
    public String apiUrl() {
        return "http://" + settings.api().address() + ":" + apiPort;
    }

    /** Where machines boot from, as seen from this host. */
    public int bootPort() {
        return bootPort;
    }

    @Override
    public void close() {
        closing.closeAll(progress);
    }
}

package io.rackledger.launcher.engine;

import com.zaxxer.hikari.HikariDataSource;
import io.rackledger.bmc.BmcAdapter;
import io.rackledger.boot.BootServices;
import io.rackledger.boot.inquiry.NodeBook;
import io.rackledger.command.process.ProcessManagers;
import io.rackledger.core.diagnosis.Endpoints;
import io.rackledger.core.door.AccountVault;
import io.rackledger.core.door.BootPlans;
import io.rackledger.core.door.Documents;
import io.rackledger.core.door.Fitness;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.eventlog.EventLog;
import io.rackledger.eventlog.axon.NodeEventStore;
import io.rackledger.eventlog.axon.NodeLogStorageEngine;
import io.rackledger.eventlog.replica.LogReplica;
import io.rackledger.eventlog.spool.SpoolLimits;
import io.rackledger.eventlog.spool.SpooledSignals;
import io.rackledger.launcher.clock.EngineClock;
import io.rackledger.launcher.clock.SteadyClock;
import io.rackledger.launcher.inquiry.BootAnswers;
import io.rackledger.launcher.inquiry.BootApiDocument;
import io.rackledger.launcher.inquiry.BootController;
import io.rackledger.launcher.inquiry.Surroundings;
import io.rackledger.launcher.management.BmcAnswers;
import io.rackledger.launcher.management.BmcApiDocument;
import io.rackledger.launcher.management.BmcController;
import io.rackledger.launcher.management.BmcTaskController;
import io.rackledger.launcher.management.ConsoleController;
import io.rackledger.launcher.meter.BootCounters;
import io.rackledger.launcher.meter.BootTraffic;
import io.rackledger.launcher.probe.Lookout;
import io.rackledger.query.projection.ProjectionProgress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** A running process of the engine. Starts stores, log, boot services, API and BMC adapter in this order; stops in the opposite one. */
public final class Engine implements AutoCloseable {
    /** Of a few seconds each, for brokers that come up at the same time. */
    private static final int FIRST_TRIES = 12;

    private final EngineSettings settings;
    private final Progress progress;
    private final SteadyClock clock;
    private final Closing closing = new Closing();
    private final CompletableFuture<String> stopped = new CompletableFuture<>();
    private final Lookout lookout;
    private int apiPort;
    private int bootPort;
    private BootAnswers questions = BootAnswers.elsewhere();
    private final BmcAnswers bmcs;
    private volatile Optional<Surroundings.LogTime> logTime = Optional.empty();

    private Engine(EngineSettings settings, Progress progress, SteadyClock clock) {
        this.settings = settings;
        this.clock = clock;
        this.bmcs = new BmcAnswers(settings.has(Role.bmc));
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
        if (settings.servesWithoutLog()) {
            runRack();
        } else {
            runWithLog();
        }
        lookout.started();
    }

    private void runWithLog() {
        Stores stores = new Stores(settings, progress, clock, closing);
        Stores.Opened opened = stores.open().with(lookout::watch);
        EventLog log = opened.log();
        log.stopped().thenAccept(stopped::complete);
        EngineClock time = EngineClock.start(clock, opened.time());
        closing.add("the clock guard", time);
        logTime = Optional.of(new Surroundings.LogTime(opened.time(), time.trust()));
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
            startBmc(log, closing);
        }
    }

    /** Machines are served by what is on the disk until the log is there. */
    private void runRack() {
        LogReplica replica = openReplica();
        closing.add("the boot plans on the disk", replica);
        lookout.replica(replica::standing);
        Stores asked = new Stores(settings, progress, clock, closing);
        SpooledSignals spool = openSpool();
        LogJoin join = new LogJoin(asked::silence, parts -> connect(replica, spool, parts), progress);
        closing.add("the log", join);
        closing.add("the spool", spool);
        progress.step("opening the log on " + asked.brokers());
        Instant since = clock.instant();
        Optional<LogJoin.Miss> miss = firstJoin(join, replica);
        startBoot(replica.plans(), replica.documents(), spool, NodeBook.unknown());
        miss.ifPresent(why -> {
            tellWithoutLog(since, why, replica);
            progress.step(lookout.withoutLog());
            join.keepTrying(again -> tellWithoutLog(since, again, replica));
        });
    }

    /** With nothing on the disk there is nothing to serve: then the log must come, or the start fails. */
    private static Optional<LogJoin.Miss> firstJoin(LogJoin join, LogReplica replica) {
        Optional<LogJoin.Miss> miss = join.attempt();
        boolean empty = replica.standing().plansTo().isEmpty();
        for (int i = 1; i < FIRST_TRIES && empty && miss.orElse(null) instanceof LogJoin.Miss.Silent; i++) {
            miss = join.attempt();
        }
        if (empty && miss.isPresent()) {
            throw switch (miss.get()) {
                case LogJoin.Miss.Failed(StartFailure failure) -> failure;
                case LogJoin.Miss.Silent(String words) ->
                    new StartFailure(
                            words + ", and there are no boot plans on the disk to serve machines by",
                            "let Kafka answer once; from then on machines are served while it is away, too");
            };
        }
        return miss;
    }

    private void tellWithoutLog(Instant since, LogJoin.Miss why, LogReplica replica) {
        LogReplica.Standing disk = replica.standing();
        lookout.withoutLog("without the log since " + since.truncatedTo(ChronoUnit.SECONDS) + ": " + why.words()
                + "; machines are served by the boot plans on the disk (" + disk.plans()
                + disk.at()
                        .map(at -> ", last written at " + at.truncatedTo(ChronoUnit.SECONDS))
                        .orElse("")
                + "), and what they tell waits in the spool");
    }

    private void connect(LogReplica replica, SpooledSignals spool, Closing parts) {
        Stores stores = new Stores(settings, progress, clock, parts);
        Stores.Opened opened = stores.openLog(replica);
        stores.catchUpForMachines(opened.log());
        EngineClock time = EngineClock.start(clock, opened.time());
        parts.add("the clock guard", time);
        logTime = Optional.of(new Surroundings.LogTime(opened.time(), time.trust()));
        EventLog log = lookout.watch(opened.log());
        log.stopped().thenAccept(stopped::complete);
        time.stopped().thenAccept(stopped::complete);
        lookout.fitness(() -> unfit(opened, time));
        replica.documents().connect(log.documents());
        spool.connect(log.signals());
        progress.step("the log is open and folded");
        if (settings.has(Role.bmc)) {
            lookout.census(log);
            startBmc(log, parts);
        }
    }

    private LogReplica openReplica() {
        Path directory = settings.boot().data().resolve("replica");
        try {
            return LogReplica.open(directory, clock);
        } catch (IOException e) {
            throw new StartFailure(
                    "the boot plans in " + directory + " cannot be used: " + e, "make it writable for this user", e);
        }
    }

    private SpooledSignals openSpool() {
        try {
            SpooledSignals spool = SpooledSignals.open(
                    settings.boot().data().resolve("boot").resolve("spool"), SpoolLimits.DEFAULT, clock);
            BootCounters.register(spool, lookout.registry());
            return spool;
        } catch (IllegalStateException e) {
            throw new StartFailure("boot services did not start: " + e.getMessage(), "make room, or mend it", e);
        }
    }

    private void startBmc(EventLog log, Closing parts) {
        BmcAdapter adapter = BmcStart.start(settings.bmc(), log, lookout.registry(), parts, clock);
        bmcs.connect(adapter.inquiry(), adapter.tasks(), adapter.consoles());
        lookout.also(BmcAnswers.PREFIX, bmcs::answer);
        progress.step("the BMC adapter follows the log");
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
        SpooledSignals spool = openSpool();
        closing.add("the spool", spool);
        spool.connect(log.signals());
        return startBoot(log.bootPlans(), log.documents(), spool, NodeBook.of(log.nodeStates(), log.history()));
    }

    /** @param nodes what this process folds of nodes, for operators who ask */
    private Endpoints startBoot(BootPlans plans, Documents documents, SpooledSignals spool, NodeBook nodes) {
        try {
            BootServices boot = BootServices.start(
                    settings.boot(),
                    plans,
                    spool,
                    documents,
                    clock,
                    routes -> new BootTraffic(routes, lookout.registry()));
            BootCounters.register(boot, lookout.registry());
            closing.add("boot services", boot);
            Surroundings around = new Surroundings(clock, () -> logTime, spool);
            questions = BootAnswers.of(boot.inquiry(nodes), () -> boot.doctor().examine(around.checks()));
            lookout.also(BootAnswers.PREFIX, questions::answer);
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
        beans.put("bootController", new BootController(questions));
        beans.put("bootApiDocument", BootApiDocument.group());
        beans.put("bmcController", new BmcController(bmcs));
        beans.put("bmcTaskController", new BmcTaskController(bmcs));
        beans.put("consoleController", new ConsoleController(bmcs));
        beans.put("bmcApiDocument", BmcApiDocument.group());
        if (settings.has(Role.bmc) && settings.bmc().store() instanceof AccountVault vault) {
            beans.put("accountVault", vault);
        }
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

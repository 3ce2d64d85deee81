package io.rackledger.bmc;

import io.rackledger.bmc.client.IpmiDriver;
import io.rackledger.bmc.console.ConsoleCapture;
import io.rackledger.bmc.console.Consoles;
import io.rackledger.bmc.driver.BmcDriver;
import io.rackledger.bmc.driver.Drivers;
import io.rackledger.bmc.driver.Pacing;
import io.rackledger.bmc.effector.Accounts;
import io.rackledger.bmc.effector.BmcLanes;
import io.rackledger.bmc.effector.BmcSignals;
import io.rackledger.bmc.effector.PowerFollower;
import io.rackledger.bmc.effector.PowerReports;
import io.rackledger.bmc.effector.PowerWorker;
import io.rackledger.bmc.effector.PowerWorks;
import io.rackledger.bmc.event.EventDesk;
import io.rackledger.bmc.event.Subscriptions;
import io.rackledger.bmc.inquiry.BmcInquiry;
import io.rackledger.bmc.inquiry.BmcTasks;
import io.rackledger.bmc.manual.ManualDriver;
import io.rackledger.bmc.observer.PowerObserver;
import io.rackledger.bmc.power.PowerControl;
import io.rackledger.bmc.power.Standstill;
import io.rackledger.bmc.redfish.RedfishDriver;
import io.rackledger.bmc.wol.WakeOnLanDriver;
import io.rackledger.core.door.Feed;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.door.SignalLog;
import io.rackledger.core.identity.NodeId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hand on the machines' power: follows the log, acts on BMCs, reports. Start it once; closing ends it in order. */
public final class BmcAdapter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BmcAdapter.class);
    private static final Duration TO_END = Duration.ofSeconds(5);

    /** Less than a client of the API waits, together with the wait for the BMC's lane. */
    private static final Duration TO_ANSWER = Duration.ofSeconds(15);

    private static final Duration BREATH = Duration.ofMillis(500);

    private final Pacing pacing;
    private final ExecutorService requests;
    private final RedfishDriver redfish;
    private final IpmiDriver ipmi;
    private final PowerWorks works;
    private final PowerFollower follower;
    private final Optional<PowerObserver> observer;
    private final BmcInquiry inquiry;
    private final BmcTasks tasks;
    private final Consoles consoles;
    private final ConsoleCapture capture;
    private final Thread captures;
    private final Optional<Thread> watch;
    private final Optional<EventDesk> events;
    private final Optional<Subscriptions> subscriptions;
    private final Optional<Thread> subscribing;
    private final Thread thread;
    private final Thread breath;

    private BmcAdapter(
            BmcSettings settings,
            Feed feed,
            NodeStates states,
            SignalLog signals,
            Clock clock,
            UnaryOperator<BmcDriver> before) {
        this.pacing = new Pacing(new SplittableRandom(clock.millis()));
        this.requests = Executors.newVirtualThreadPerTaskExecutor();
        this.redfish = new RedfishDriver(clock, settings.tls(), requests);
        this.ipmi = new IpmiDriver(clock);
        Standstill standstill = new Standstill(clock);
        Drivers drivers = new Drivers(List.of(
                before.apply(redfish),
                before.apply(ipmi),
                before.apply(new WakeOnLanDriver()),
                before.apply(new ManualDriver())));
        Accounts accounts = new Accounts(settings.store(), settings.credentials());
        BmcSignals told = new BmcSignals(signals, clock);
        BmcLanes lanes = new BmcLanes();
        PowerWorker worker = new PowerWorker(
                drivers,
                accounts,
                new PowerControl(clock, pacing, settings.pace(), standstill),
                new PowerReports(signals, clock, pacing),
                told,
                clock);
        this.works = new PowerWorks(states, worker, lanes, settings.parallelism());
        this.inquiry = new BmcInquiry(states, drivers, accounts, lanes, TO_ANSWER, clock);
        this.tasks = new BmcTasks(inquiry, told, clock);
        this.consoles = new Consoles(states, drivers, accounts, inquiry, signals, settings.console(), clock);
        ConsoleCapture capture = new ConsoleCapture(consoles, states, works::owned, settings.console(), pacing, clock);
        this.capture = capture;
        this.captures = Thread.ofVirtual().name("bmc-captures").unstarted(capture);
        this.follower = new PowerFollower(feed, settings.group(), states, works, capture::look, pacing, clock);
        this.observer = settings.observer()
                .map(pace ->
                        new PowerObserver(states, works::owned, lanes, drivers, accounts, told, pace, pacing, clock));
        this.watch = observer.map(
                each -> Thread.ofPlatform().name("bmc-observer").daemon(true).unstarted(each));
        this.events = settings.events().map(each -> new EventDesk(each, states, told, this::lookSoon, clock));
        this.subscriptions = settings.events()
                .map(each -> new Subscriptions(each, states, works::owned, lanes, drivers, accounts, pacing, clock));
        this.subscribing = subscriptions.map(each ->
                Thread.ofPlatform().name("bmc-subscriptions").daemon(true).unstarted(each));
        this.thread = Thread.ofPlatform().name("bmc-follower").daemon(true).unstarted(follower);
        this.breath = Thread.ofPlatform().name("bmc-breath").daemon(true).unstarted(() -> {
            while (pacing.pause(BREATH)) {
                standstill.breathe();
            }
        });
    }

    /** Starts following at once; power requests that are pending in the log are taken up as soon as the fold has caught up. */
    public static BmcAdapter start(BmcSettings settings, Feed feed, NodeStates states, SignalLog signals, Clock clock) {
        return start(settings, feed, states, signals, clock, UnaryOperator.identity());
    }

    /** The same, with something that stands before each driver and sees what it does. */
    public static BmcAdapter start(
            BmcSettings settings,
            Feed feed,
            NodeStates states,
            SignalLog signals,
            Clock clock,
            UnaryOperator<BmcDriver> before) {
        BmcAdapter adapter = new BmcAdapter(settings, feed, states, signals, clock, before);
        adapter.breath.start();
        adapter.thread.start();
        adapter.watch.ifPresent(Thread::start);
        adapter.subscribing.ifPresent(Thread::start);
        if (settings.console().capture()) {
            adapter.captures.start();
        }
        return adapter;
    }

    /** Questions of operators to the nodes' BMCs. */
    public BmcInquiry inquiry() {
        return inquiry;
    }

    /** What operators have done at the nodes' BMCs. */
    public BmcTasks tasks() {
        return tasks;
    }

    /** The serial consoles of nodes. */
    public Consoles consoles() {
        return consoles;
    }

    /** Where events that BMCs send are taken; empty where they are not received. */
    public Optional<EventDesk> events() {
        return events;
    }

    private void lookSoon(NodeId node) {
        observer.ifPresent(each -> each.lookSoon(node));
    }

    @Override
    public void close() {
        works.letGo();
        pacing.close();
        follower.close();
        try {
            if (!thread.join(TO_END)) {
                LOG.warn("the follower of bmc-adapter did not end within {}", TO_END);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        works.close();
        observer.ifPresent(PowerObserver::close);
        subscriptions.ifPresent(Subscriptions::close);
        capture.close();
        consoles.close();
        redfish.close();
        ipmi.close();
        requests.close();
    }
}

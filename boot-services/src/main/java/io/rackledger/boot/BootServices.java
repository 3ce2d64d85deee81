package io.rackledger.boot;

import io.rackledger.boot.admission.Admission;
import io.rackledger.boot.beacon.BeaconDesk;
import io.rackledger.boot.dhcp.DhcpSettings;
import io.rackledger.boot.doctor.BootDoctor;
import io.rackledger.boot.endpoint.BootRoom;
import io.rackledger.boot.endpoint.FileLinks;
import io.rackledger.boot.endpoint.HoldWatch;
import io.rackledger.boot.endpoint.ScriptDecider;
import io.rackledger.boot.endpoint.ScriptProof;
import io.rackledger.boot.file.FileShelf;
import io.rackledger.boot.http.HttpServer;
import io.rackledger.boot.http.RequestAnswerer;
import io.rackledger.boot.inquiry.BootInquiry;
import io.rackledger.boot.inquiry.BootSources;
import io.rackledger.boot.inquiry.NodeBook;
import io.rackledger.boot.report.Attendance;
import io.rackledger.boot.report.PlannedMachine;
import io.rackledger.boot.report.SignalReporter;
import io.rackledger.boot.report.SourceBook;
import io.rackledger.boot.script.BootScripts;
import io.rackledger.boot.script.HttpUrl;
import io.rackledger.boot.seed.ImageSources;
import io.rackledger.boot.seed.MachineAddresses;
import io.rackledger.boot.seed.RunnerScript;
import io.rackledger.boot.seed.SeedBook;
import io.rackledger.boot.seed.StepScripts;
import io.rackledger.boot.token.Grants;
import io.rackledger.boot.token.TokenKey;
import io.rackledger.core.diagnosis.Endpoints;
import io.rackledger.core.door.BootPlans;
import io.rackledger.core.door.Documents;
import io.rackledger.core.door.SignalLog;
import io.rackledger.core.signal.ConsolePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running boot services of one process. Thread-safe. */
public final class BootServices implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BootServices.class);

    private final HttpServer server;
    private final SignalReporter reporter;
    private final BeaconDesk beacons;
    private final BootSources sources;
    private final FirmwareServices firmware;
    private final BootSettings settings;
    private final Attendance attendance;

    private BootServices(
            HttpServer server,
            FirmwareServices firmware,
            BootSettings settings,
            SignalReporter reporter,
            BeaconDesk beacons,
            BootSources sources,
            Attendance attendance) {
        this.server = server;
        this.firmware = firmware;
        this.settings = settings;
        this.attendance = attendance;
        this.reporter = reporter;
        this.beacons = beacons;
        this.sources = sources;
    }

    /**
     * Starts to serve; returns when the ports are open.
     *
     * @throws IllegalStateException when a port or the token key cannot be had
     * @throws IllegalArgumentException when a URL or name of the settings is not accepted
     */
    public static BootServices start(
            BootSettings settings, BootPlans plans, SignalLog signals, Documents documents, Clock clock) {
        return start(settings, plans, signals, documents, clock, UnaryOperator.identity());
    }

    /** The same, with something that stands before the table of paths and sees every request and its answer. */
    public static BootServices start(
            BootSettings settings,
            BootPlans plans,
            SignalLog signals,
            Documents documents,
            Clock clock,
            UnaryOperator<RequestAnswerer> before) {
        Grants grants = new Grants(tokenKey(settings));
        SignalReporter reporter = new SignalReporter(
                signals, settings.times().patience(), settings.limits().strangers());
        LateRoutes routes = new LateRoutes();
        List<InetSocketAddress> listened = settings.listening().ports().stream()
                .map(port -> new InetSocketAddress(settings.listening().address(), port))
                .toList();
        HttpServer server = HttpServer.start(
                listened, before.apply(routes), settings.limits().http(), clock);
        try {
            MachineAddresses addresses = addresses(settings, server.ports());
            if (listensEverywhere(settings) && settings.listening().bootUrl().isEmpty()) {
                LOG.warn("no URL is set under which machines reach us; they are told {}", addresses.boot());
            }
            FileShelf shelf = new FileShelf(settings.files());
            SourceBook sources = new SourceBook(mac -> PlannedMachine.subject(mac, plans.byMac(mac)));
            Admission admission = new Admission(settings.limits().admission());
            BeaconDesk beacons = new BeaconDesk(plans, grants, reporter);
            FirmwareServices firmware = FirmwareServices.start(
                    settings,
                    new FirmwareServices.Room(plans, shelf, reporter, sources, beacons, addresses.boot()),
                    clock);
            MachineAddresses told = firmware.tftpPort().map(addresses::withTftp).orElse(addresses);
            BootScripts scripts = new BootScripts(
                    settings.system(), addresses.boot(), settings.times().holdRetry());
            BootRoom room = room(
                    settings, plans, documents, grants, scripts, reporter, shelf, sources, told, beacons, admission,
                    clock);
            routes.open(room.routes());
            plans.listen(grants::accept);
            plans.listen(room.holds()::accept);
            LOG.info(
                    "boot services on {} ports {}; boot {}, seed {}",
                    settings.listening().address(),
                    server.ports(),
                    addresses.boot(),
                    addresses.seed());
            Attendance attendance =
                    Attendance.begin(settings.data().resolve("boot").resolve("last-at-work"), plans, reporter, clock);
            BootSources asked = new BootSources(
                    plans,
                    room.scripts(),
                    scripts,
                    settings.system(),
                    told,
                    grants,
                    room.seeds(),
                    shelf,
                    admission,
                    firmware.tftp(),
                    firmware.dhcp(),
                    documents,
                    clock);
            return new BootServices(server, firmware, settings, reporter, beacons, asked, attendance);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** The first port. */
    public int port() {
        return server.ports().getFirst();
    }

    /** All ports, in the order of the settings. */
    public List<Integer> ports() {
        return server.ports();
    }

    /** Where machines are told to go, for sentences that name it. */
    public Endpoints endpoints() {
        MachineAddresses told = sources.addresses();
        String boot = URI.create(told.boot().value()).getAuthority();
        return new Endpoints(
                boot,
                URI.create(told.seed().value()).getAuthority(),
                boot,
                settings.firmware().served(tftpPort()));
    }

    /** Signals about unknown machines that were not written because there were too many. */
    public long droppedSignals() {
        return reporter.droppedSignals();
    }

    /** Connections closed at once because too many were open. */
    public long refusedConnections() {
        return server.refusedConnections();
    }

    /** Beacons of boot loaders that were not written down because there were too many of one machine. */
    public long droppedBeacons() {
        return beacons.dropped();
    }

    /** Who is let in, and how many were not. */
    public Admission admission() {
        return sources.admission();
    }

    /**
     * What operators may ask of the boot of a machine; its answers come from the code that serves machines.
     *
     * @param nodes what the log tells of nodes
     */
    public BootInquiry inquiry(NodeBook nodes) {
        return new BootInquiry(sources, nodes);
    }

    /** The port of TFTP, where it is served. */
    public Optional<Integer> tftpPort() {
        return firmware.tftpPort();
    }

    /** Requests by TFTP that got no answer because there were too many. */
    public long refusedTransfers() {
        return firmware.refusedTransfers();
    }

    /** DHCP messages that were not looked at because there were too many. */
    public long refusedDhcpMessages() {
        return firmware.refusedMessages();
    }

    /** Where lines of consoles are heard that way, where they are. */
    public Optional<Integer> consolePort(ConsolePath path) {
        return firmware.consolePort(path);
    }

    /** Lines of consoles that were not kept because there were too many, or the log was away. */
    public long droppedConsoleLines() {
        return firmware.droppedLines();
    }

    /** Examines these services as they run. */
    public BootDoctor doctor() {
        return Examination.ofRunning(
                settings, sources, ports(), consolePort(ConsolePath.SYSLOG), consolePort(ConsolePath.NETCONSOLE));
    }

    /** Examines this host for services with these settings, which need not run. */
    public static BootDoctor doctor(BootSettings settings, Clock clock) {
        return Examination.ofSettings(settings, clock);
    }

    /** Stops to listen, and waits a few seconds until what was heard is written down. */
    @Override
    public void close() {
        attendance.close();
        firmware.close();
        server.close();
    }

    private static BootRoom room(
            BootSettings settings,
            BootPlans plans,
            Documents documents,
            Grants grants,
            BootScripts scripts,
            SignalReporter reporter,
            FileShelf shelf,
            SourceBook sources,
            MachineAddresses addresses,
            BeaconDesk beacons,
            Admission admission,
            Clock clock) {
        ScriptProof proof = new ScriptProof(settings.firmware().dhcp().map(DhcpSettings::mode), sources);
        RunnerScript runner = new RunnerScript(addresses, settings.times().heartbeat());
        SeedBook seeds = new SeedBook(addresses, documents, runner);
        return new BootRoom(
                plans,
                grants,
                new ScriptDecider(grants, scripts, settings.system(), addresses, proof),
                shelf,
                new FileLinks(settings.system(), settings.firmware().loaders()),
                seeds,
                new StepScripts(addresses, new ImageSources(shelf, addresses), seeds, grants),
                runner,
                new HoldWatch(),
                sources,
                reporter,
                beacons,
                admission,
                proof,
                clock);
    }

    /** Where machines are told to go; nothing of TFTP. */
    static MachineAddresses addresses(BootSettings settings, List<Integer> ports) {
        HttpUrl boot = HttpUrl.base(settings.listening().bootUrl().orElseGet(() -> at(settings, ports.getFirst())));
        HttpUrl seed = HttpUrl.base(settings.listening().seedUrl().orElseGet(() -> seedBeside(settings, ports)));
        return new MachineAddresses(boot, seed, Optional.empty());
    }

    /** Machines that reach the boot URL reach its host; the bind address says nothing about that. */
    private static URI seedBeside(BootSettings settings, List<Integer> ports) {
        Optional<URI> boot = settings.listening().bootUrl();
        if (boot.isEmpty()) {
            return at(settings, ports.getLast());
        }
        return ports.size() == 1
                ? boot.get()
                : URI.create("http://" + boot.get().getHost() + ":" + ports.getLast());
    }

    private static URI at(BootSettings settings, int port) {
        String host =
                listensEverywhere(settings) ? "127.0.0.1" : settings.listening().address();
        return URI.create("http://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port);
    }

    private static boolean listensEverywhere(BootSettings settings) {
        String address = settings.listening().address();
        return address.equals("0.0.0.0") || address.equals("::");
    }

    private static TokenKey tokenKey(BootSettings settings) {
        try {
            return TokenKey.of(settings.data());
        } catch (IOException e) {
            throw new UncheckedIOException("no token key can be had in " + settings.data(), e);
        }
    }
}

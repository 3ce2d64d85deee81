package io.rackledger.boot;

import io.rackledger.boot.beacon.BeaconDesk;
import io.rackledger.boot.console.ConsoleDesk;
import io.rackledger.boot.console.ConsoleServer;
import io.rackledger.boot.console.ConsoleSettings;
import io.rackledger.boot.dhcp.DhcpDesk;
import io.rackledger.boot.dhcp.DhcpPorts;
import io.rackledger.boot.dhcp.DhcpServer;
import io.rackledger.boot.dhcp.DhcpSettings;
import io.rackledger.boot.file.FileShelf;
import io.rackledger.boot.report.SignalReporter;
import io.rackledger.boot.report.SourceBook;
import io.rackledger.boot.script.HttpUrl;
import io.rackledger.boot.tftp.TftpDesk;
import io.rackledger.boot.tftp.TftpLimits;
import io.rackledger.boot.tftp.TftpServer;
import io.rackledger.core.door.BootPlans;
import io.rackledger.core.signal.ConsolePath;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The servers for firmware, as far as they are set up. Thread-safe. */
final class FirmwareServices implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FirmwareServices.class);

    private final Optional<TftpServer> tftp;
    private final Optional<DhcpServer> dhcp;
    private final Optional<ConsoleServer> consoles;

    private FirmwareServices(Optional<TftpServer> tftp, Optional<DhcpServer> dhcp, Optional<ConsoleServer> consoles) {
        this.tftp = tftp;
        this.dhcp = dhcp;
        this.consoles = consoles;
    }

    /** What the servers share with the HTTP server. */
    record Room(
            BootPlans plans,
            FileShelf shelf,
            SignalReporter reporter,
            SourceBook sources,
            BeaconDesk beacons,
            HttpUrl boot) {}

    static FirmwareServices start(BootSettings settings, Room room, Clock clock) {
        Deque<AutoCloseable> started = new ArrayDeque<>();
        try {
            Optional<TftpServer> tftp = settings.firmware().tftpPort().map(port -> tftp(settings, port, room, clock));
            tftp.ifPresent(started::push);
            Optional<DhcpServer> dhcp =
                    settings.firmware().dhcp().map(served -> dhcp(served, room, tftp.isPresent(), clock));
            dhcp.ifPresent(started::push);
            return new FirmwareServices(tftp, dhcp, consoles(settings, room, clock));
        } catch (RuntimeException e) {
            started.forEach(each -> closeAfter(e, each));
            throw e;
        }
    }

    private static void closeAfter(RuntimeException failure, AutoCloseable started) {
        try {
            started.close();
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
    }

    private static Optional<ConsoleServer> consoles(BootSettings settings, Room room, Clock clock) {
        ConsoleSettings heard = settings.consoles();
        if (heard.syslogPort().isEmpty() && heard.netconsolePort().isEmpty()) {
            return Optional.empty();
        }
        ConsoleDesk desk = new ConsoleDesk(room.reporter(), room.sources());
        ConsoleServer server = ConsoleServer.start(settings.listening().address(), heard, desk, clock);
        LOG.info(
                "consoles on {}: syslog {}, netconsole {}",
                settings.listening().address(),
                server.port(ConsolePath.SYSLOG),
                server.port(ConsolePath.NETCONSOLE));
        return Optional.of(server);
    }

    private static TftpServer tftp(BootSettings settings, int port, Room room, Clock clock) {
        TftpServer server = TftpServer.start(
                new InetSocketAddress(settings.listening().address(), port),
                room.shelf(),
                new TftpDesk(room.reporter(), room.sources(), room.beacons()),
                TftpLimits.DEFAULT,
                clock);
        LOG.info("TFTP on {} port {}", settings.listening().address(), server.port());
        return server;
    }

    private static DhcpServer dhcp(DhcpSettings settings, Room room, boolean withTftp, Clock clock) {
        if (!withTftp) {
            LOG.warn(
                    "DHCP sends firmware to {} for its loader by TFTP, but this process serves none",
                    settings.address());
        }
        DhcpDesk desk = new DhcpDesk(room.plans(), room.reporter(), room.sources());
        DhcpServer server = DhcpServer.start(settings, DhcpPorts.STANDARD, room.boot(), desk, clock);
        LOG.info("DHCP ({}) on {}", settings.mode(), settings.address());
        return server;
    }

    Optional<TftpServer> tftp() {
        return tftp;
    }

    Optional<DhcpServer> dhcp() {
        return dhcp;
    }

    Optional<Integer> tftpPort() {
        return tftp.map(TftpServer::port);
    }

    /** Requests by TFTP that got no answer because there were too many. */
    long refusedTransfers() {
        return tftp.map(TftpServer::refusedTransfers).orElse(0L);
    }

    /** DHCP messages that were not looked at because there were too many. */
    long refusedMessages() {
        return dhcp.map(DhcpServer::refusedMessages).orElse(0L);
    }

    /** Where console lines are heard, where they are. */
    Optional<Integer> consolePort(ConsolePath path) {
        return consoles.flatMap(server -> server.port(path));
    }

    /** Console lines that were not kept. */
    long droppedLines() {
        return consoles.map(ConsoleServer::dropped).orElse(0L);
    }

    @Override
    public void close() {
        consoles.ifPresent(ConsoleServer::close);
        dhcp.ifPresent(DhcpServer::close);
        tftp.ifPresent(TftpServer::close);
    }
}

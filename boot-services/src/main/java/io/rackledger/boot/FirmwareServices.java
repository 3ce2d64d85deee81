package io.rackledger.boot;

import io.rackledger.boot.beacon.BeaconDesk;
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
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The servers for firmware, as far as they are set up. Thread-safe. */
final class FirmwareServices implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FirmwareServices.class);

    private final Optional<TftpServer> tftp;
    private final Optional<DhcpServer> dhcp;

    private FirmwareServices(Optional<TftpServer> tftp, Optional<DhcpServer> dhcp) {
        this.tftp = tftp;
        this.dhcp = dhcp;
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
        Optional<TftpServer> tftp = settings.firmware().tftpPort().map(port -> tftp(settings, port, room, clock));
        try {
            return new FirmwareServices(
                    tftp, settings.firmware().dhcp().map(served -> dhcp(served, room, tftp.isPresent(), clock)));
        } catch (RuntimeException e) {
            tftp.ifPresent(TftpServer::close);
            throw e;
        }
    }

    private static TftpServer tftp(BootSettings settings, int port, Room room, Clock clock) {
        TftpServer server = TftpServer.start(
                new InetSocketAddress(settings.bindAddress(), port),
                room.shelf(),
                new TftpDesk(room.reporter(), room.sources(), room.beacons()),
                TftpLimits.DEFAULT,
                clock);
        LOG.info("TFTP on {} port {}", settings.bindAddress(), server.port());
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

    @Override
    public void close() {
        dhcp.ifPresent(DhcpServer::close);
        tftp.ifPresent(TftpServer::close);
    }
}

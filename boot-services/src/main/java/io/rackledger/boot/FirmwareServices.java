package io.rackledger.boot;

import io.rackledger.boot.file.FileShelf;
import io.rackledger.boot.report.SignalReporter;
import io.rackledger.boot.report.SourceBook;
import io.rackledger.boot.tftp.TftpDesk;
import io.rackledger.boot.tftp.TftpLimits;
import io.rackledger.boot.tftp.TftpServer;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The servers for firmware, as far as they are set up. Thread-safe. */
final class FirmwareServices implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FirmwareServices.class);

    private final Optional<TftpServer> tftp;

    private FirmwareServices(Optional<TftpServer> tftp) {
        this.tftp = tftp;
    }

    static FirmwareServices start(
            BootSettings settings, FileShelf shelf, SignalReporter reporter, SourceBook sources, Clock clock) {
        Optional<TftpServer> tftp = settings.firmware()
                .tftpPort()
                .map(port -> TftpServer.start(
                        new InetSocketAddress(settings.bindAddress(), port),
                        shelf,
                        new TftpDesk(reporter, sources),
                        TftpLimits.DEFAULT,
                        clock));
        tftp.ifPresent(server -> LOG.info("TFTP on {} port {}", settings.bindAddress(), server.port()));
        return new FirmwareServices(tftp);
    }

    Optional<Integer> tftpPort() {
        return tftp.map(TftpServer::port);
    }

    /** Requests by TFTP that got no answer because there were too many. */
    long refusedTransfers() {
        return tftp.map(TftpServer::refusedTransfers).orElse(0L);
    }

    @Override
    public void close() {
        tftp.ifPresent(TftpServer::close);
    }
}

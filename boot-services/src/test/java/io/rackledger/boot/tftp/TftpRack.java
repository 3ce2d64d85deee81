package io.rackledger.boot.tftp;

import io.rackledger.boot.RecordingSignals;
import io.rackledger.boot.beacon.BeaconDesk;
import io.rackledger.boot.file.FileShelf;
import io.rackledger.boot.report.SignalReporter;
import io.rackledger.boot.report.SourceBook;
import io.rackledger.boot.report.StrangerLimits;
import io.rackledger.boot.token.Grants;
import io.rackledger.boot.token.TokenKey;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.signal.SignalBody.TftpServed;
import io.rackledger.core.signal.SignalSubject;
import io.rackledger.eventlog.memory.InMemoryLog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** A TFTP server on the loopback address with some files, and the signals that it writes. */
final class TftpRack implements AutoCloseable {
    static final SignalSubject MACHINE = new SignalSubject.OfMac(MacAddress.parse("52:54:00:77:00:01"));
    static final byte[] LOADER = new byte[173_792];

    static {
        new Random(7).nextBytes(LOADER);
    }

    private final InMemoryLog log = new InMemoryLog();
    final RecordingSignals signals = new RecordingSignals(log.signals());
    final SourceBook sources = new SourceBook(_ -> MACHINE);
    final Path files;
    final TftpServer server;

    TftpRack(Path directory, TftpLimits limits) throws IOException {
        files = Files.createDirectories(directory.resolve("files"));
        Files.write(files.resolve("snponly.efi"), LOADER);
        Files.write(files.resolve("empty.bin"), new byte[0]);
        SignalReporter reporter = new SignalReporter(
                signals, Duration.ofMinutes(2), new StrangerLimits(10_000, 10_000, Duration.ofHours(1)));
        Grants grants = new Grants(TokenKey.of(directory.resolve("data")));
        server = TftpServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new FileShelf(files),
                new TftpDesk(reporter, sources, new BeaconDesk(log.bootPlans(), grants, reporter)),
                limits,
                Clock.systemUTC());
    }

    /** As after a DHCP lease or an HTTP request: somebody is known to be at the loopback address. */
    void knowMachine() {
        sources.leases().leased("127.0.0.1", new MacAddress("52:54:00:00:00:01"), Instant.MIN, Instant.MAX);
    }

    int port() {
        return server.port();
    }

    List<TftpServed> served() {
        return signals.of(TftpServed.class).stream()
                .map(signal -> (TftpServed) signal.body())
                .toList();
    }

    @Override
    public void close() {
        server.close();
    }
}

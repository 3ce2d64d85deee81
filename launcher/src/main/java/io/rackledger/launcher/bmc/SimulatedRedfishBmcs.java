package io.rackledger.launcher.bmc;

import io.rackledger.bmc.credential.Credential;
import io.rackledger.bmc.redfish.tls.Fingerprint;
import io.rackledger.bmc.simulated.SelfSignedCertificate;
import io.rackledger.bmc.simulated.SimulatedRedfishBmc;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.launcher.engine.StartFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLContext;

/** Simulated Redfish BMCs over TLS, all with the same account, and the same certificate that signed itself. */
final class SimulatedRedfishBmcs implements AutoCloseable {
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final List<SimulatedRedfishBmc> bmcs = new ArrayList<>();
    private final String fingerprint;

    private SimulatedRedfishBmcs(String fingerprint) {
        this.fingerprint = fingerprint;
    }

    /**
     * Starts them, all machines off.
     *
     * @param first where the first one listens; the others take the ports that follow, or any free ones where this port is 0
     * @param delay from a power command to its effect
     * @param seed part of their serial numbers
     * @throws StartFailure where a port cannot be had, or no certificate can be made
     */
    static SimulatedRedfishBmcs start(
            int count, InetSocketAddress first, Credential account, Duration delay, long seed, Clock clock)
            throws InterruptedException {
        SelfSignedCertificate certificate = certificate(first);
        int at = first.getPort();
        try {
            SSLContext tls = certificate.context();
            SimulatedRedfishBmcs all = new SimulatedRedfishBmcs(Fingerprint.of(certificate.certificate()));
            try {
                for (int i = 0; i < count; i++) {
                    at = first.getPort() == 0 ? 0 : first.getPort() + i;
                    all.bmcs.add(SimulatedRedfishBmc.start(
                            new InetSocketAddress(first.getAddress(), at),
                            tls,
                            "SIM-" + (seed + i),
                            Optional.of(account),
                            delay,
                            all.scheduler,
                            clock));
                }
                return all;
            } catch (IOException e) {
                all.close();
                throw new StartFailure(
                        "TCP port " + at + " of " + first.getHostString() + " cannot be had (" + e.getMessage() + ")",
                        "choose others with --port and --bind, or --port 0 for any free ones",
                        e);
            }
        } catch (GeneralSecurityException e) {
            throw noCertificate(e);
        }
    }

    private static SelfSignedCertificate certificate(InetSocketAddress host) throws InterruptedException {
        try {
            Path folder = Files.createTempDirectory("rackledger-bmc");
            try {
                return SelfSignedCertificate.make(
                        folder, "simulated", "ip:" + host.getAddress().getHostAddress());
            } finally {
                try (var files = Files.list(folder)) {
                    for (Path each : files.toList()) {
                        Files.delete(each);
                    }
                }
                Files.delete(folder);
            }
        } catch (IOException | GeneralSecurityException e) {
            throw noCertificate(e);
        }
    }

    private static StartFailure noCertificate(Exception e) {
        return new StartFailure(
                "no certificate can be made (" + e.getMessage() + ")", "use a JDK, whose keytool makes it", e);
    }

    List<BmcAddress> addresses() {
        return bmcs.stream().map(SimulatedRedfishBmc::address).toList();
    }

    /** SHA-256 of their certificate. */
    String fingerprint() {
        return fingerprint;
    }

    @Override
    public void close() {
        bmcs.forEach(SimulatedRedfishBmc::close);
        scheduler.shutdownNow();
    }
}

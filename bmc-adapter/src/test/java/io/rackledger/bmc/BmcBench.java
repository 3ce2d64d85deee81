package io.rackledger.bmc;

import io.rackledger.bmc.credential.Credential;
import io.rackledger.bmc.simulated.SimulatedRedfishBmc;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLContext;

/** Simulated BMCs on loopback for a test, and their end. */
public final class BmcBench implements AutoCloseable {
    public static final Credential ADMIN = new Credential("admin", "canary-5e0f");

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final List<SimulatedRedfishBmc> started = new ArrayList<>();

    public SimulatedRedfishBmc open() {
        return start(Optional.empty(), Duration.ofMillis(30));
    }

    public SimulatedRedfishBmc guarded() {
        return start(Optional.of(ADMIN), Duration.ofMillis(30));
    }

    public SimulatedRedfishBmc start(Optional<Credential> account, Duration delay) {
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        String serial = "SIM-" + started.size();
        try {
            SimulatedRedfishBmc bmc =
                    SimulatedRedfishBmc.start(loopback, serial, account, delay, scheduler, Clock.systemUTC());
            started.add(bmc);
            return bmc;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Over TLS, with the account. */
    public SimulatedRedfishBmc secured(SSLContext tls) {
        return secured(0, tls);
    }

    /** Another one at the same address. */
    public SimulatedRedfishBmc again(SimulatedRedfishBmc before, SSLContext tls) {
        before.close();
        return secured(before.address().uri().getPort(), tls);
    }

    private SimulatedRedfishBmc secured(int port, SSLContext tls) {
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try {
            SimulatedRedfishBmc bmc = SimulatedRedfishBmc.start(
                    loopback, tls, "SIM-TLS", Optional.of(ADMIN), Duration.ofMillis(30), scheduler, Clock.systemUTC());
            started.add(bmc);
            return bmc;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        started.forEach(SimulatedRedfishBmc::close);
        scheduler.shutdownNow();
    }
}

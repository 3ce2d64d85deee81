package io.rackledger.launcher.engine;

import io.rackledger.boot.FirmwareSettings;
import io.rackledger.boot.dhcp.DhcpMode;
import io.rackledger.boot.dhcp.DhcpPorts;
import io.rackledger.boot.dhcp.DhcpSettings;
import io.rackledger.launcher.engine.EngineSettings.Listener;
import io.rackledger.query.store.EmbeddedPostgres;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Looks whether the engine can start at all, so that what is wrong is told at once and in words. */
public final class Preflight {
    private Preflight() {}

    static void check(EngineSettings settings) {
        writable(settings.dataDir());
        free(settings.api(), settings.hasApi() ? "the API" : "probes and metrics", "--api-port");
        if (settings.has(Role.boot)) {
            String address = settings.boot().listening().address();
            settings.boot()
                    .listening()
                    .ports()
                    .forEach(port -> free(new Listener(address, port), "boot services", "--boot-port"));
            FirmwareSettings firmware = settings.boot().firmware();
            firmware.tftpPort().ifPresent(port -> datagrams(new Listener(address, port), "TFTP", "--tftp-port"));
            firmware.dhcp()
                    .ifPresent(dhcp -> dhcpPorts(dhcp)
                            .forEach(port -> datagrams(
                                    new Listener(dhcp.address().toString(), port),
                                    "DHCP",
                                    "--dhcp-address, or leave out --dhcp")));
        }
        if (settings.has(Role.bmc)) {
            settings.bmc()
                    .events()
                    .ifPresent(events ->
                            free(new Listener(events.bind(), events.port()), "events of BMCs", "--bmc-events"));
        }
        if (settings.kafka() instanceof KafkaChoice.Embedded(int port) && port != 0) {
            free(new Listener("127.0.0.1", port), "the embedded Kafka broker", "--kafka-port");
            free(new Listener("127.0.0.1", port + 1), "the embedded Kafka controller", "--kafka-port");
        }
        if (settings.has(Role.query) && settings.postgres() instanceof PostgresChoice.Embedded(int port)) {
            stopOrphan(settings);
            free(new Listener("127.0.0.1", port), "the embedded PostgreSQL", "--postgres-port");
        }
    }

    /** A PostgreSQL outlives an engine that was killed, and holds the port. */
    private static void stopOrphan(EngineSettings settings) {
        try {
            EmbeddedPostgres.stopOrphan(settings.dataDir().resolve("postgres"));
        } catch (IOException e) {
            throw new StartFailure(
                    "the PostgreSQL of an engine that was killed cannot be stopped: " + e.getMessage(),
                    "stop the process by hand",
                    e);
        }
    }

    /**
     * Makes the directory where it is missing.
     *
     * @throws StartFailure when this user cannot write there
     */
    public static void writable(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.delete(Files.createTempFile(directory, ".probe", ""));
        } catch (IOException e) {
            throw new StartFailure(
                    "the data directory " + directory.toAbsolutePath() + " cannot be written: " + e,
                    "make it writable for this user, or name another one with --data-dir",
                    e);
        }
    }

    private static void free(Listener listener, String whose, String option) {
        if (listener.port() == 0) {
            return;
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(listener.address(), listener.port()));
        } catch (IOException e) {
            throw new StartFailure(
                    "port " + listener.port() + " on " + listener.address() + ", for " + whose + ", cannot be had: "
                            + e.getMessage(),
                    "stop what uses it (is the engine running already?), or choose another with " + option,
                    e);
        }
    }

    private static List<Integer> dhcpPorts(DhcpSettings dhcp) {
        DhcpPorts ports = DhcpPorts.STANDARD;
        return dhcp.mode() == DhcpMode.PROXY ? List.of(ports.server(), ports.boot()) : List.of(ports.server());
    }

    /** As the servers bind: others that share their port willingly are no hindrance. */
    private static void datagrams(Listener listener, String whose, String option) {
        if (listener.port() == 0) {
            return;
        }
        try (DatagramSocket probe = new DatagramSocket(null)) {
            probe.setReuseAddress(whose.equals("DHCP"));
            probe.bind(new InetSocketAddress(listener.address(), listener.port()));
        } catch (IOException e) {
            throw new StartFailure(
                    "UDP port " + listener.port() + " on " + listener.address() + ", for " + whose + ", cannot be had: "
                            + e.getMessage(),
                    "stop what uses it, start as a user who may have ports below 1024 (CAP_NET_BIND_SERVICE), or choose another with "
                            + option,
                    e);
        }
    }
}

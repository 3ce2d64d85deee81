package io.rackledger.launcher.engine;

import io.rackledger.launcher.engine.EngineSettings.Listener;
import io.rackledger.query.store.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks whether the engine can start at all, so that what is wrong is told at once and in words. */
final class Preflight {
    private Preflight() {}

    static void check(EngineSettings settings) {
        writable(settings.dataDir());
        free(settings.api(), settings.hasApi() ? "the API" : "probes and metrics", "--api-port");
        if (settings.has(Role.boot)) {
            String address = settings.boot().bindAddress();
            settings.boot().ports().forEach(port -> free(new Listener(address, port), "boot services", "--boot-port"));
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

    private static void writable(Path directory) {
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
}

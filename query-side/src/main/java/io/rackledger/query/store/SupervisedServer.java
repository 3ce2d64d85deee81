package io.rackledger.query.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a server again that has died, on the same port, as often as it takes: one whose disk is full ends at once, and must come back
 * when there is room.
 */
final class SupervisedServer {
    private static final Logger LOG = LoggerFactory.getLogger(SupervisedServer.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(300);
    private static final Duration RESTART_AFTER = Duration.ofMillis(300);
    private static final Duration RESTART_WITHIN = Duration.ofSeconds(10);
    private static final int MOST_DOUBLINGS = 6;
    private static final String LIBRARY_LOCK = "epg-lock";
    private static final long MIB = 1024 * 1024;
    private static final long SCARCE = 16 * MIB;

    private final PostgresSettings settings;
    private final Path data;
    private final int port;
    private final ScheduledThreadPoolExecutor restarts;
    private @Nullable ServerProcess present;
    private int deaths;
    private boolean closed;

    private SupervisedServer(PostgresSettings settings, Path data, ServerProcess first) {
        this.port = first.port();
        this.settings = settings.onPort(port);
        this.data = data;
        this.restarts = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("postgres-restarts").factory());
        this.restarts.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Starts the server; this first start fails where it does not come up. */
    static SupervisedServer start(PostgresSettings settings, Path data) throws IOException {
        ServerProcess first = ServerProcess.start(settings, data);
        SupervisedServer server = new SupervisedServer(settings, data, first);
        server.watch(first);
        return server;
    }

    int port() {
        return port;
    }

    /** What keeps the server down, in words for an operator; empty while it runs. */
    synchronized Optional<String> trouble() {
        return deaths == 0
                ? Optional.empty()
                : Optional.of(
                        "the embedded PostgreSQL ended " + deaths + " times in a row and is started again; " + room());
    }

    private String room() {
        long free = data.toFile().getUsableSpace();
        return free < SCARCE
                ? "the disk of " + data + " is full (" + free + " bytes free): make room, nothing else is needed"
                : "the disk of " + data + " has " + free / MIB + " MiB free";
    }

    private synchronized void watch(ServerProcess started) {
        present = started;
        lookAgain(started);
    }

    private void lookAgain(ServerProcess server) {
        restarts.schedule(() -> look(server), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void look(ServerProcess server) {
        if (closed || present != server) {
            return;
        }
        if (server.postmaster().isAlive()) {
            lookAgain(server);
        } else {
            failed("pid " + server.postmaster().pid() + " ended");
        }
    }

    private synchronized void failed(String what) {
        deaths++;
        LOG.error("PostgreSQL {}: {}", what, trouble().orElse(""));
        if (!closed) {
            long millis = RESTART_AFTER.toMillis() << Math.min(deaths - 1, MOST_DOUBLINGS);
            restarts.schedule(this::restart, Math.min(millis, RESTART_WITHIN.toMillis()), TimeUnit.MILLISECONDS);
        }
    }

    private void restart() {
        try {
            release();
            new OrphanServer(data).stop();
            // The library keeps this lock where a start fails. The directory is guarded by a lock of our own.
            Files.deleteIfExists(data.resolve(LIBRARY_LOCK));
            ServerProcess started = ServerProcess.start(settings, data);
            if (!adopt(started)) {
                started.close();
            }
        } catch (IOException | RuntimeException e) {
            failed("did not come up: " + e);
        }
    }

    /** False where the supervisor was closed meanwhile. */
    private synchronized boolean adopt(ServerProcess started) {
        if (closed) {
            return false;
        }
        deaths = 0;
        watch(started);
        LOG.info("PostgreSQL on port {} answers again", port);
        return true;
    }

    /** Lets go of what the library holds for a server that is dead. */
    private void release() throws IOException {
        ServerProcess dead;
        synchronized (this) {
            dead = present;
            present = null;
        }
        if (dead != null) {
            dead.close();
        }
    }

    /** Stops the server and waits for its end. */
    void close() throws IOException {
        ServerProcess running;
        synchronized (this) {
            closed = true;
            running = present;
        }
        restarts.shutdown();
        try {
            if (!restarts.awaitTermination(settings.startPatience().toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("a start of PostgreSQL is still under way");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (running != null) {
            running.close();
        }
    }
}

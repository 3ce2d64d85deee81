package io.rackledger.query.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL that outlived the JVM that had started it (kill -9). It is stopped before a new one starts, because it would go on with
 * its old settings. Called only under the lock of the data directory, so no living program of ours uses the server.
 */
final class OrphanServer {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanServer.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path dataDirectory;

    OrphanServer(Path dataDirectory) {
        this.dataDirectory = dataDirectory;
    }

    /** Stops the orphan where there is one. */
    void stop() throws IOException {
        Optional<ProcessHandle> orphan = find();
        if (orphan.isPresent()) {
            LOG.info(
                    "Stopping the PostgreSQL that an earlier run left in {}: pid {}",
                    dataDirectory,
                    orphan.get().pid());
            stop(orphan.get());
        }
    }

    /** First line of postmaster.pid is the pid; it counts only if a postgres runs under it. */
    Optional<ProcessHandle> find() throws IOException {
        Path pidFile = dataDirectory.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        String first =
                Files.readAllLines(pidFile).stream().findFirst().orElse("").trim();
        return first.matches("[1-9][0-9]{0,9}")
                ? ProcessHandle.of(Long.parseLong(first)).filter(OrphanServer::isPostgres)
                : Optional.empty();
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.isAlive()
                && process.info()
                        .command()
                        .filter(command -> command.endsWith("/postgres"))
                        .isPresent();
    }

    /** SIGTERM waits for clients, of which there are none left; SIGKILL is safe too, recovery runs at the next start. */
    private static void stop(ProcessHandle orphan) throws IOException {
        orphan.destroy();
        if (!gone(orphan)) {
            orphan.destroyForcibly();
            if (!gone(orphan)) {
                throw new IOException("the PostgreSQL with pid " + orphan.pid() + " does not stop; stop it by hand");
            }
        }
    }

    private static boolean gone(ProcessHandle orphan) throws IOException {
        try {
            orphan.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            LOG.debug("pid {} is still there", orphan.pid(), e);
            return false;
        } catch (ExecutionException e) {
            throw new IOException("cannot wait for pid " + orphan.pid(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for pid " + orphan.pid(), e);
        }
    }
}

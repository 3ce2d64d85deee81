package io.rackledger.query.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
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
        Optional<Postmaster> orphan = find();
        if (orphan.isPresent()) {
            LOG.info(
                    "Stopping the PostgreSQL that an earlier run left in {}: pid {}",
                    dataDirectory,
                    orphan.get().pid());
            stop(orphan.get());
        }
    }

    /** First line of postmaster.pid is the pid; it counts only if a postgres runs under it. */
    Optional<Postmaster> find() throws IOException {
        Path pidFile = dataDirectory.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        String first =
                Files.readAllLines(pidFile).stream().findFirst().orElse("").trim();
        return first.matches("[1-9][0-9]{0,9}")
                ? ProcessHandle.of(Long.parseLong(first))
                        .filter(OrphanServer::isPostgres)
                        .map(Postmaster::new)
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
    private static void stop(Postmaster orphan) throws IOException {
        orphan.process().destroy();
        if (!orphan.endsWithin(PATIENCE)) {
            orphan.process().destroyForcibly();
            if (!orphan.endsWithin(PATIENCE)) {
                throw new IOException("the PostgreSQL with pid " + orphan.pid() + " does not stop; stop it by hand");
            }
        }
    }
}

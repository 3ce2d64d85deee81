package io.rackledger.query.store;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How the embedded PostgreSQL runs. It listens on the loopback only.
 *
 * @param dataDirectory kept between runs
 * @param port TCP port; 0 takes any free one
 * @param synchronousCommit whether a commit waits for the disk. Projections can be rebuilt from the log, so {@code false} is safe:
 *     rows and offsets are lost together
 * @param startPatience how long the server may take to answer after its start
 */
public record PostgresSettings(Path dataDirectory, int port, boolean synchronousCommit, Duration startPatience) {
    public static final int DEFAULT_PORT = 15_432;

    /** On the default port, with commits that do not wait for the disk. */
    public static PostgresSettings in(Path dataDirectory) {
        return new PostgresSettings(dataDirectory, DEFAULT_PORT, false, Duration.ofSeconds(60));
    }

    /** The same on another port. */
    public PostgresSettings onPort(int other) {
        return new PostgresSettings(dataDirectory, other, synchronousCommit, startPatience);
    }
}

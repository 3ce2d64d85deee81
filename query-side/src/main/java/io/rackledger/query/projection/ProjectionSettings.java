package io.rackledger.query.projection;

import java.time.Duration;

/**
 * How the follower works.
 *
 * @param batch most records in one transaction
 * @param poll how long one look into the log waits for records
 * @param retry pause before another try after a failure, and between looks of a standby; half of it is added by chance
 * @param patience how long the log may take to tell its end
 * @param folded most folded nodes that stay in memory; the others are read when a record of theirs comes
 */
public record ProjectionSettings(int batch, Duration poll, Duration retry, Duration patience, int folded) {
    /** Enough for most fleets, some ten megabytes. */
    public static final int FOLDED = 20_000;

    public ProjectionSettings {
        if (batch < 1 || batch > 100_000) {
            throw new IllegalArgumentException("a batch of " + batch + " records is not possible; use 1 to 100000");
        }
        if (folded < 0) {
            throw new IllegalArgumentException(folded + " folded nodes are not possible; use 0 or more");
        }
    }

    /** Batches of at most 60,000 where so much lies ready, some 150 MB of memory: rows of one node that follow each other are written once. */
    public static ProjectionSettings standard() {
        return new ProjectionSettings(
                60_000, Duration.ofMillis(250), Duration.ofSeconds(1), Duration.ofSeconds(30), FOLDED);
    }
}

package io.rackledger.query.projection;

import java.time.Duration;

/**
 * How the follower works.
 *
 * @param batch most records in one transaction
 * @param poll how long one look into the log waits for records
 * @param retry pause before another try after a failure, and between looks of a standby; half of it is added by chance
 * @param patience how long the log may take to tell its end
 */
public record ProjectionSettings(int batch, Duration poll, Duration retry, Duration patience) {
    public ProjectionSettings {
        if (batch < 1 || batch > 100_000) {
            throw new IllegalArgumentException("a batch of " + batch + " records is not possible; use 1 to 100000");
        }
    }

    /** Batches of 2,000. */
    public static ProjectionSettings standard() {
        return new ProjectionSettings(2_000, Duration.ofMillis(250), Duration.ofSeconds(1), Duration.ofSeconds(30));
    }
}

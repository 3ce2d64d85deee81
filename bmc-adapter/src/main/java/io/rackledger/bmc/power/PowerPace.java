package io.rackledger.bmc.power;

import java.time.Duration;

/**
 * How often a BMC is asked.
 *
 * @param poll between two reads of the power state
 * @param longestBackoff most time between two tries while a BMC is busy or silent
 * @param reserve time kept before the deadline, so that the report arrives before the wait expires
 */
public record PowerPace(Duration poll, Duration longestBackoff, Duration reserve) {
    public PowerPace {
        if (poll.isNegative() || poll.isZero() || longestBackoff.compareTo(poll) < 0 || reserve.isNegative()) {
            throw new IllegalArgumentException("a pace of " + poll + ", " + longestBackoff + ", " + reserve
                    + " is not possible; use a positive poll, a backoff not shorter, and a reserve of zero or more");
        }
    }

    /** For real BMCs, which need seconds. */
    public static PowerPace standard() {
        return new PowerPace(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(2));
    }
}

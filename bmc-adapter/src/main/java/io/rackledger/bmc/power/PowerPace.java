package io.rackledger.bmc.power;

import java.time.Duration;

/**
 * How often a BMC is asked.
 *
 * @param poll between two reads of the power state
 * @param longestBackoff most time between two tries while a BMC is busy or silent
 * @param reserve time kept before the deadline, so that the report arrives before the wait expires
 * @param settle time after a press in which no read counts: some BMCs tell the wanted state before the machine has it
 */
public record PowerPace(Duration poll, Duration longestBackoff, Duration reserve, Duration settle) {
    public PowerPace {
        if (poll.isNegative()
                || poll.isZero()
                || longestBackoff.compareTo(poll) < 0
                || reserve.isNegative()
                || settle.isNegative()) {
            throw new IllegalArgumentException(
                    "a pace of " + poll + ", " + longestBackoff + ", " + reserve + ", " + settle
                            + " is not possible; use a positive poll, a backoff not shorter, a reserve and a settle time of zero"
                            + " or more");
        }
    }

    /** For real BMCs, which need seconds. */
    public static PowerPace standard() {
        return new PowerPace(
                Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(2));
    }
}

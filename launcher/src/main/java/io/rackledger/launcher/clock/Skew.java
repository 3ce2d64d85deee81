package io.rackledger.launcher.clock;

import java.time.Duration;
import java.time.Instant;

/**
 * How far our clock is ahead of the log's, as one exchange of messages shows it: the broker wrote its time down somewhere between our
 * question and its answer. A slow answer makes the range wide, and proves nothing.
 */
record Skew(Duration atLeast, Duration atMost) {
    static Skew of(Instant before, Instant there, Instant after) {
        return new Skew(Duration.between(there, before), Duration.between(there, after));
    }

    /** The part that is beyond doubt; zero where the clocks may agree. Positive where ours is ahead. */
    Duration proven() {
        if (atLeast.isPositive()) {
            return atLeast;
        }
        return atMost.isNegative() ? atMost : Duration.ZERO;
    }

    Duration width() {
        return atMost.minus(atLeast);
    }

    Duration middle() {
        return atLeast.plus(width().dividedBy(2));
    }
}

package io.rackledger.command.process;

import java.time.Duration;
import java.time.Instant;

/**
 * Times in which this process could not see or could not act: a log that did not answer, a process that stood still, a catching up that
 * took long. What machines said meanwhile may still be on its way, held up behind the same obstacle, so a deadline that fell into such a
 * time is believed only after a grace. Remembered over a new start of the follower. Confined to the follower's thread.
 */
final class Stalls {
    /** Less is the usual: a fold that catches up, a garbage collection, a broker that moves a leader. */
    private static final Duration SHORTEST = Duration.ofSeconds(3);

    private final Duration grace;
    private Instant roundSince = Instant.MAX;
    private Instant from = Instant.MAX;
    private Instant to = Instant.MIN;

    /** @param grace how long after a stall what was held up may take to arrive */
    Stalls(Duration grace) {
        this.grace = grace;
    }

    /** A round begins; one that never came to its end goes on. */
    void roundBegins(Instant now) {
        if (roundSince.equals(Instant.MAX)) {
            roundSince = now;
        }
    }

    /** All that the round waited for was there by now. */
    void roundSaw(Instant now) {
        between(roundSince, now);
        roundSince = Instant.MAX;
    }

    /** One question took from here to there. */
    void between(Instant asked, Instant answered) {
        if (asked.plus(SHORTEST).isBefore(answered)) {
            boolean apart = asked.isAfter(to.equals(Instant.MIN) ? to : to.plus(grace));
            from = apart ? asked : from;
            to = answered;
        }
    }

    /** When a deadline may be believed: its own time, or later where it fell into a stall or the grace after one. */
    Instant believed(Instant due) {
        boolean held = to.isAfter(Instant.MIN) && !due.isBefore(from.minus(SHORTEST)) && due.isBefore(to.plus(grace));
        return held ? to.plus(grace) : due;
    }
}

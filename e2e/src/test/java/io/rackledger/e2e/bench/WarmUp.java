package io.rackledger.e2e.bench;

import java.time.Duration;

/**
 * Lets the compiler of a fresh engine come to rest: a number of operations rather than a time, since on a busy machine a time says
 * little about how much was done in it.
 */
final class WarmUp {
    private static final long ROUND_MILLIS = 1_000;

    private WarmUp() {}

    /** Runs rounds until so many operations were done, or the longest time is over. Returns how many there were. */
    static int of(int operations, Duration longest, RateRounds.Round round) throws Exception {
        long end = System.nanoTime() + longest.toNanos();
        int done = 0;
        while (done < operations && System.nanoTime() < end) {
            done += round.until(Math.min(
                            end,
                            System.nanoTime() + Duration.ofMillis(ROUND_MILLIS).toNanos()))
                    .count();
        }
        return done;
    }
}

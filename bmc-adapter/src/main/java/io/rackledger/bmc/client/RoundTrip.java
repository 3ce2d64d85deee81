package io.rackledger.bmc.client;

import java.time.Duration;

/**
 * How long one BMC is waited for before a question is sent again (as TCP does it, RFC 6298). Starts at a second: asked again sooner,
 * a slow BMC keeps every half-open session until it has none left. Not thread-safe.
 */
final class RoundTrip {
    static final Duration FIRST = Duration.ofSeconds(1);
    private static final long SHORTEST = Duration.ofMillis(400).toNanos();
    private static final long LONGEST = Duration.ofSeconds(8).toNanos();

    /** From here on a BMC counts as slow. */
    static final Duration SLOW = Duration.ofSeconds(3);

    private final long slow;
    private long smoothed;
    private long variation;
    private long timeout = FIRST.toNanos();

    RoundTrip() {
        this(SLOW);
    }

    RoundTrip(Duration slow) {
        this.slow = slow.toNanos();
    }

    /** A question that was sent once was answered after this time. */
    void sample(long nanos) {
        if (smoothed == 0) {
            smoothed = nanos;
            variation = nanos / 2;
        } else {
            variation = (3 * variation + Math.abs(smoothed - nanos)) / 4;
            smoothed = (7 * smoothed + nanos) / 8;
        }
        timeout = bounded(smoothed + 4 * variation);
    }

    /**
     * Nothing came in time. The longer patience holds for the questions that follow too, until one is answered at the first asking: an
     * answer to a repeated question tells no time, so nothing else would ever be learned of a slow BMC.
     */
    void timedOut() {
        timeout = bounded(2 * timeout);
    }

    /** Whether its answers take so long that its silence may be nothing but that. */
    boolean isSlow() {
        return smoothed >= slow;
    }

    /** What is to be said of its slowness; empty where it is not slow. */
    String words() {
        return isSlow()
                ? "; its answers take about " + Duration.ofNanos(smoothed).toMillis() + " ms each"
                : "";
    }

    /** Time to wait for an answer now. */
    long timeoutNanos() {
        return timeout;
    }

    private static long bounded(long nanos) {
        return Math.clamp(nanos, SHORTEST, LONGEST);
    }
}

package io.rackledger.launcher.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * A clock that never jumps: it takes the wall clock's time once and goes on by the monotonic clock. Whoever sets the machine's clock
 * while a node waits must not make the wait longer or shorter. Thread-safe.
 */
public final class SteadyClock extends Clock {
    private final Clock wall;
    private final LongSupplier nanos;
    private final long startNanos;
    private volatile Instant start;

    /** @param nanos a clock that only ever goes on, in nanoseconds from any beginning */
    public SteadyClock(Clock wall, LongSupplier nanos) {
        this.wall = wall;
        this.nanos = nanos;
        this.start = wall.instant();
        this.startNanos = nanos.getAsLong();
    }

    /** Goes on by this machine's monotonic clock. */
    public static SteadyClock over(Clock wall) {
        return new SteadyClock(wall, SteadyClock::monotonicNanos);
    }

    /** This machine's monotonic clock, in nanoseconds from any beginning: the one place where it is read. */
    public static long monotonicNanos() {
        return System.nanoTime();
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nanos.getAsLong() - startNanos);
    }

    /** Puts it forward, or back where negative; for the start, before anybody has gone by it. */
    void set(Duration by) {
        start = start.plus(by);
    }

    /** How far the machine's clock is ahead of this one; negative where it is behind. */
    Duration wallAhead() {
        return Duration.between(instant(), wall.instant());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        if (!zone.equals(ZoneOffset.UTC)) {
            throw new IllegalArgumentException("the engine goes by UTC, not by " + zone);
        }
        return this;
    }
}

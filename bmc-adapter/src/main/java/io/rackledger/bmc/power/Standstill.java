package io.rackledger.bmc.power;

import io.rackledger.core.door.SharedFeedReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Notices that this process stood still: a SIGSTOP, a suspended machine, a very long collection. Meanwhile another instance may have
 * taken over its share and be in the middle of the same request, and a button cannot be fenced. So after a standstill no button is
 * pressed for a while: long enough for the others to finish and report, and for us to read that they did. Thread-safe.
 */
public final class Standstill {
    private static final Duration LONGEST_BREATH = SharedFeedReader.SILENCE.dividedBy(2);

    private static final Duration HANDS_OFF = Duration.ofSeconds(15);

    private final Clock clock;
    private Instant lastBreath;
    private Instant handsOffUntil = Instant.MIN;

    public Standstill(Clock clock) {
        this.clock = clock;
        this.lastBreath = clock.instant();
    }

    /** Called often, from a loop that never waits for long. */
    public synchronized void breathe() {
        Instant now = clock.instant();
        if (Duration.between(lastBreath, now).compareTo(LONGEST_BREATH) > 0) {
            handsOffUntil = now.plus(HANDS_OFF);
        }
        lastBreath = now;
    }

    /** Whether a standstill is so recent that nothing may be switched. */
    synchronized boolean isRecent() {
        breathe();
        return clock.instant().isBefore(handsOffUntil);
    }
}

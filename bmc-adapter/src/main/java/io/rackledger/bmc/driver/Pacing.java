package io.rackledger.bmc.driver;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Pauses between tries, with jitter so that a thousand BMCs are not asked in step. Closing ends every pause at once. */
public final class Pacing implements AutoCloseable {
    private static final double JITTER = 0.2;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final RandomGenerator chance;

    public Pacing(RandomGenerator chance) {
        this.chance = chance;
    }

    /** Waits about this long (plus or minus a fifth); false where the work must stop now. */
    public boolean pause(Duration about) {
        try {
            return !closed.await(jittered(about).toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** About as long: plus or minus a fifth. */
    public Duration jittered(Duration about) {
        double factor = 1 + JITTER * (2 * nextChance() - 1);
        return Duration.ofNanos((long) (about.toNanos() * factor));
    }

    public boolean isClosed() {
        return closed.getCount() == 0;
    }

    private synchronized double nextChance() {
        return chance.nextDouble();
    }

    @Override
    public void close() {
        closed.countDown();
    }
}

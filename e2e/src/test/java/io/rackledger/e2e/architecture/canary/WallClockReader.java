package io.rackledger.e2e.architecture.canary;

import java.time.Instant;
import java.util.Random;
import java.util.function.Supplier;

/** Breaks every rule about time and chance, the method reference included. */
final class WallClockReader {
    private static final Supplier<Instant> BY_REFERENCE = Instant::now;

    private WallClockReader() {}

    static Instant byReference() {
        return BY_REFERENCE.get();
    }

    @SuppressWarnings("DoNotCall") // bad on purpose
    static long byCall() throws InterruptedException {
        Thread.sleep(1);
        return System.nanoTime() + new Random().nextInt();
    }
}

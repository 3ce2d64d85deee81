package io.rackledger.boot;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** Waits for a state that comes a little after the answer, as the signal of a transfer does. */
final class Waiting {
    private Waiting() {}

    static void until(Callable<Boolean> state) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(10))
                .until(state);
    }
}

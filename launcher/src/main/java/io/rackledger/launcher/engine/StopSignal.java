package io.rackledger.launcher.engine;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** SIGTERM and Ctrl-C as something to wait for; the virtual machine then waits until the ordered stop is through, but not for ever. */
public final class StopSignal {
    private static final Duration TO_STOP = Duration.ofSeconds(60);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    private StopSignal() {}

    public static StopSignal install() {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(signal::stop, "stop"));
        return signal;
    }

    private void stop() {
        asked.countDown();
        try {
            if (!stopped.await(TO_STOP.toSeconds(), TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when somebody wants the program to end. */
    public void await() throws InterruptedException {
        asked.await();
    }

    /** As {@link #await()}, but at most so long; true where the end is wanted. */
    public boolean await(Duration time) throws InterruptedException {
        return asked.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    public boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** Everything is stopped; the program may end. */
    public void done() {
        stopped.countDown();
    }
}

package io.rackledger.launcher.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGTERM, Ctrl-C, or a reason of our own to end, as something to wait for. The ordered stop that follows may take its time, but not for
 * ever: a program that hangs while it ends would be taken for one that runs.
 */
public final class StopSignal {
    private static final Duration TO_STOP = Duration.ofSeconds(60);

    private static final int HUNG = 1;
    private static final Logger LOG = LoggerFactory.getLogger(StopSignal.class);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    private Optional<String> fault = Optional.empty();

    private StopSignal() {}

    public static StopSignal install() {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(signal::stop, "stop"));
        return signal;
    }

    /** From now on a thread of this program that dies of an error ends the program: what it did, nobody does any more. */
    public void failOnDeadThreads() {
        Thread.setDefaultUncaughtExceptionHandler((thread, cause) -> {
            LOG.error("thread {} died", thread, cause);
            if (!thread.isVirtual()) {
                fail("thread " + thread.getName() + " died of " + cause);
            }
        });
    }

    private void stop() {
        asked.countDown();
        haltUnlessStopped();
    }

    private void haltUnlessStopped() {
        try {
            if (!stopped.await(TO_STOP.toSeconds(), TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(HUNG);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks for the end because the program cannot go on; the first reason counts. */
    public synchronized void fail(String why) {
        if (fault.isEmpty()) {
            fault = Optional.of(why);
            Thread.ofPlatform().daemon().name("stop-watch").start(this::haltUnlessStopped);
            asked.countDown();
        }
    }

    /** Why the program cannot go on; empty where a user or the system wants the end. */
    public synchronized Optional<String> fault() {
        return fault;
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

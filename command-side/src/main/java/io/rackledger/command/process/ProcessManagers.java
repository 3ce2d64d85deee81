package io.rackledger.command.process;

import io.rackledger.core.door.OutdatedProgramException;
import io.rackledger.core.door.TimeTrust;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process managers as one thread: {@code ProvisioningSaga}, {@code WaitTimeoutSaga} and the publisher of boot plans, over this
 * instance's share of the partitions. Any number of instances may run; a failure starts the follower anew from the log.
 */
public final class ProcessManagers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessManagers.class);
    private static final Duration ROUND = Duration.ofMillis(500);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration STOP = Duration.ofSeconds(10);

    private final ProcessDoors doors;
    private final ProcessRules rules;
    private final Clock clock;
    private final TimeTrust trust;
    private final Stalls stalls;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final AtomicReference<Thread> thread = new AtomicReference<>();
    private final AtomicReference<ProcessFollower> follower = new AtomicReference<>();

    /** @param trust while it is in doubt they step back: others get their share of the partitions and act */
    public ProcessManagers(ProcessDoors doors, ProcessRules rules, Clock clock, TimeTrust trust) {
        this.doors = doors;
        this.rules = rules;
        this.clock = clock;
        this.trust = trust;
        this.stalls = new Stalls(rules.silenceGrace());
    }

    /** Starts following; a second call does nothing. */
    public void start() {
        Thread fresh = Thread.ofPlatform().name("process-managers").daemon().unstarted(this::run);
        if (thread.compareAndSet(null, fresh)) {
            fresh.start();
        }
    }

    /** Whether all that was in the log has been looked at, so that it acts. */
    public boolean live() {
        ProcessFollower present = follower.get();
        return present != null && present.live();
    }

    /** What they have in hand. */
    public ProcessLoad load() {
        ProcessFollower present = follower.get();
        return present == null ? ProcessLoad.NONE : present.load();
    }

    private void run() {
        while (!stopping()) {
            if (trust.doubt().isPresent()) {
                pause();
                continue;
            }
            try {
                follow();
            } catch (OutdatedProgramException e) {
                LOG.error("the process managers end: {}", e.toString());
                return;
            } catch (RuntimeException e) {
                // The log is away, or something nobody foresaw: all memory is a fold of the log, so starting over is
                // safe.
                LOG.error("the process managers start over from the log", e);
                pause();
            }
        }
    }

    private void follow() {
        try (ProcessFollower fresh = new ProcessFollower(doors, rules, clock, stalls)) {
            follower.set(fresh);
            while (!stopping()) {
                Optional<String> doubt = trust.doubt();
                if (doubt.isPresent()) {
                    LOG.error("the process managers step back: {}", doubt.get());
                    return;
                }
                fresh.step(ROUND);
            }
        } finally {
            follower.set(null);
        }
    }

    private boolean stopping() {
        return stop.getCount() == 0 || Thread.currentThread().isInterrupted();
    }

    private void pause() {
        try {
            stop.await(AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops following and waits until the thread has ended. */
    @Override
    public void close() {
        stop.countDown();
        ProcessFollower present = follower.get();
        if (present != null) {
            present.wakeup();
        }
        Thread running = thread.get();
        if (running != null) {
            join(running);
        }
    }

    private static void join(Thread running) {
        try {
            if (!running.join(STOP)) {
                LOG.warn("the process managers' thread has not ended within {}", STOP);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

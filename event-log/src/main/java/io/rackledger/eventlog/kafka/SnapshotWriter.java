package io.rackledger.eventlog.kafka;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the snapshots of this instance's share of the partitions up to date, on a thread of its own, from when the fold has caught up. What
 * goes wrong here is told and tried again: the log does not depend on it.
 */
final class SnapshotWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotWriter.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private final SnapshotRounds.Setting setting;
    private final Thread thread = Thread.ofPlatform().daemon().name("snapshots").unstarted(this::run);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicReference<SnapshotRounds> rounds = new AtomicReference<>();

    /** @param folded when to begin */
    SnapshotWriter(SnapshotRounds.Setting setting, CompletableFuture<?> folded) {
        this.setting = setting;
        folded.thenRun(thread::start);
    }

    private void run() {
        while (!closing(Duration.ZERO)) {
            try (SnapshotRounds present = new SnapshotRounds(setting)) {
                rounds.set(present);
                while (!closing(Duration.ZERO)) {
                    present.step();
                }
            } catch (WakeupException _) {
                // Closing, or starting anew: not before the topic has had time to be made.
                closing(AFTER_FAILURE);
            } catch (RuntimeException e) {
                if (!closing(Duration.ZERO)) {
                    LOG.warn("snapshots are not written for the moment", e);
                    closing(AFTER_FAILURE);
                }
            } finally {
                rounds.set(null);
            }
        }
    }

    /** The topic is another one, or gone for the moment: what was read of it holds no longer. */
    void startAnew() {
        SnapshotRounds present = rounds.get();
        if (present != null) {
            present.wakeup();
        }
    }

    private boolean closing(Duration within) {
        try {
            return closed.await(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        startAnew();
        try {
            if (thread.isAlive() && !thread.join(CLOSE_PATIENCE)) {
                LOG.warn("the writer of snapshots did not end within {}", CLOSE_PATIENCE);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.rackledger.query.projection;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread of a follower of the log. Told to stop it lets the batch under way be committed; whatever it waits for ends at once. */
final class FollowerThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FollowerThread.class);

    private final Duration longestStop;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final AtomicReference<@Nullable ReadAhead> reading = new AtomicReference<>();
    private final Thread thread;

    /** @param longestStop after which it is interrupted */
    FollowerThread(String name, Duration longestStop, Runnable work) {
        this.longestStop = longestStop;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(work);
    }

    void start() {
        thread.start();
    }

    boolean isStopping() {
        return stopping.getCount() == 0;
    }

    /** From now on the thread waits for the records of this reader. */
    void reads(ReadAhead reader) {
        reading.set(reader);
        if (isStopping()) {
            reader.wakeup();
        }
    }

    void readsNothing() {
        reading.set(null);
    }

    /** Lets the thread look around, where it waits for records. */
    void wakeup() {
        ReadAhead reader = reading.get();
        if (reader != null) {
            reader.wakeup();
        }
    }

    /** Called by the thread itself: waits, at most until it is to stop. */
    void pause(Duration time) {
        try {
            if (stopping.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("{} is to stop", thread.getName());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping.countDown();
        }
    }

    /** Stops it and waits for its end. */
    @Override
    public void close() {
        stopping.countDown();
        wakeup();
        try {
            if (!thread.join(longestStop)) {
                LOG.warn("{} is still busy after {}: interrupting it", thread.getName(), longestStop);
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

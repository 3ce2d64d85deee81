package io.rackledger.query.projection;

import io.rackledger.core.door.FeedReader;
import io.rackledger.core.door.LogRecord;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads and decodes the next records in a thread of its own while those before are written, so that both go on at the same time. What
 * has been read ahead and not taken is read again by the next reader. One thread takes and closes; {@link #wakeup} may come from any.
 */
final class ReadAhead implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReadAhead.class);

    /** What one look brings; more would only fill the memory. */
    private static final int LOOKS = 2;

    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private final FeedReader reader;
    private final Duration patience;
    private final BlockingQueue<List<LogRecord>> read = new ArrayBlockingQueue<>(LOOKS);
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;

    /** @param patience how long one look may wait for records */
    ReadAhead(FeedReader reader, Duration patience) {
        this.reader = reader;
        this.patience = patience;
        this.thread = Thread.ofPlatform().name("projection-reader").daemon().start(this::run);
    }

    private void run() {
        try {
            while (stopping.getCount() > 0) {
                List<LogRecord> records = reader.poll(patience);
                boolean taken = records.isEmpty();
                while (!taken && stopping.getCount() > 0) {
                    taken = read.offer(records, patience.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (RuntimeException e) {
            failure.set(e);
            wakeup();
        } catch (InterruptedException e) {
            LOG.debug("Interrupted while reading ahead", e);
            Thread.currentThread().interrupt();
        }
    }

    /** What has been read already and not taken; empty where nothing has. */
    List<LogRecord> ready() {
        List<LogRecord> records = read.poll();
        return records == null ? List.of() : records;
    }

    /** The next records, or none within the patience. A failure of the reader comes through once all before it is taken. */
    List<LogRecord> poll() {
        try {
            List<LogRecord> records = read.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            RuntimeException why = failure.get();
            if ((records == null || records.isEmpty()) && why != null) {
                throw new IllegalStateException("the log cannot be read: " + why.getMessage(), why);
            }
            return records == null ? List.of() : records;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for records", e);
        }
    }

    /** Lets a waiting poll return at once. */
    void wakeup() {
        if (!read.offer(List.of())) {
            LOG.debug("There is something to take already");
        }
    }

    @Override
    public void close() {
        stopping.countDown();
        reader.wakeup();
        try {
            if (!thread.join(LONGEST_STOP)) {
                LOG.warn("The reader of the log is still busy after {}: interrupting it", LONGEST_STOP);
                thread.interrupt();
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        reader.close();
    }
}

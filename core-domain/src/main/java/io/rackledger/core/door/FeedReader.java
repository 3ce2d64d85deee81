package io.rackledger.core.door;

import java.time.Duration;
import java.util.List;

/** A reader of the log. Not thread-safe: one thread polls and closes; only {@link #wakeup} may come from another. */
public interface FeedReader extends AutoCloseable {
    /** Waits at most {@code patience} for records; returns what is there, in partition order, possibly nothing. */
    List<LogRecord> poll(Duration patience);

    /** Where the next poll goes on. */
    LogVector next(LogTopic topic);

    /** Makes a waiting poll return at once. */
    void wakeup();

    @Override
    void close();
}

package io.rackledger.query;

import io.rackledger.core.door.Feed;
import io.rackledger.core.door.FeedReader;
import io.rackledger.core.door.LogRecord;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.door.SharedFeedReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A feed that remembers where its readers began and how many records they took. Thread-safe. */
public final class CountingFeed implements Feed {
    private final Feed feed;
    private final List<Map<LogTopic, LogVector>> beginnings = new CopyOnWriteArrayList<>();
    private final AtomicLong read = new AtomicLong();

    public CountingFeed(Feed feed) {
        this.feed = feed;
    }

    /** Where each reader began, in their order. */
    public List<Map<LogTopic, LogVector>> beginnings() {
        return beginnings;
    }

    public long read() {
        return read.get();
    }

    @Override
    public FeedReader readAll(Map<LogTopic, LogVector> from) {
        beginnings.add(Map.copyOf(from));
        return new Reader(feed.readAll(from));
    }

    @Override
    public SharedFeedReader readShared(String group, List<LogTopic> topics) {
        return feed.readShared(group, topics);
    }

    @Override
    public LogVector end(LogTopic topic, Duration patience) {
        return feed.end(topic, patience);
    }

    private final class Reader implements FeedReader {
        private final FeedReader reader;

        Reader(FeedReader reader) {
            this.reader = reader;
        }

        @Override
        public List<LogRecord> poll(Duration patience) {
            List<LogRecord> records = reader.poll(patience);
            read.addAndGet(records.size());
            return records;
        }

        @Override
        public LogVector next(LogTopic topic) {
            return reader.next(topic);
        }

        @Override
        public void wakeup() {
            reader.wakeup();
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}

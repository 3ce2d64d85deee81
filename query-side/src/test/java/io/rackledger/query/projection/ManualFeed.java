package io.rackledger.query.projection;

import io.rackledger.core.door.Feed;
import io.rackledger.core.door.FeedReader;
import io.rackledger.core.door.LogRecord;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.door.SharedFeedReader;
import io.rackledger.core.identity.LogPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A log of one partition that takes any record, also what no log should hold. Thread-safe. */
final class ManualFeed implements Feed {
    private final Map<LogTopic, List<LogRecord>> records = new EnumMap<>(LogTopic.class);

    ManualFeed() {
        for (LogTopic topic : LogTopic.values()) {
            records.put(topic, new ArrayList<>());
        }
    }

    synchronized LogPosition append(LogTopic topic, Function<LogPosition, LogRecord> record) {
        LogPosition position = new LogPosition(0, records.get(topic).size());
        records.get(topic).add(record.apply(position));
        notifyAll();
        return position;
    }

    /** The same place now holds something else, as for a program that can read more. */
    synchronized void replace(LogTopic topic, LogPosition position, LogRecord record) {
        records.get(topic).set((int) position.offset(), record);
    }

    @Override
    public FeedReader readAll(Map<LogTopic, LogVector> from) {
        return new Reader(new EnumMap<>(from));
    }

    @Override
    public SharedFeedReader readShared(String group, List<LogTopic> topics) {
        throw new IllegalStateException("projections read all partitions; who asks for a share of them is mistaken");
    }

    @Override
    public synchronized LogVector end(LogTopic topic, Duration patience) {
        return LogVector.START.with(0, records.get(topic).size());
    }

    private synchronized void pause(Duration patience) {
        try {
            wait(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized List<LogRecord> after(LogTopic topic, long offset) {
        List<LogRecord> all = records.get(topic);
        return List.copyOf(all.subList((int) Math.min(offset, all.size()), all.size()));
    }

    private final class Reader implements FeedReader {
        private final Map<LogTopic, LogVector> next;

        Reader(Map<LogTopic, LogVector> next) {
            this.next = next;
        }

        @Override
        public List<LogRecord> poll(Duration patience) {
            List<LogRecord> found = new ArrayList<>();
            for (LogTopic topic : LogTopic.values()) {
                List<LogRecord> more = after(topic, next(topic).of(0));
                found.addAll(more);
                next.put(topic, next(topic).with(0, next(topic).of(0) + more.size()));
            }
            if (found.isEmpty()) {
                pause(patience);
            }
            return found;
        }

        @Override
        public LogVector next(LogTopic topic) {
            return next.getOrDefault(topic, LogVector.START);
        }

        @Override
        public void wakeup() {}

        @Override
        public void close() {}
    }
}

package io.rackledger.eventlog.memory;

import io.rackledger.core.door.FeedReader;
import io.rackledger.core.door.LogRecord;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/** Reads all partitions of some topics from given places on. */
final class MemoryReader implements FeedReader {
    private static final int MOST_AT_ONCE = 500;

    private final MemoryTopics topics;
    private final Map<LogTopic, LogVector> next;
    private final AtomicBoolean woken = new AtomicBoolean();

    MemoryReader(MemoryTopics topics, Map<LogTopic, LogVector> from) {
        this.topics = topics;
        this.next = new EnumMap<>(from);
    }

    @Override
    public List<LogRecord> poll(Duration patience) {
        List<Integer> all = IntStream.range(0, topics.partitions()).boxed().toList();
        topics.await(() -> woken.get() || !ready(all).isEmpty(), patience);
        woken.set(false);
        return take(all);
    }

    /** Takes what is there of these partitions and moves on. */
    List<LogRecord> take(List<Integer> partitions) {
        List<LogRecord> records = ready(partitions);
        for (LogRecord record : records) {
            next.computeIfPresent(
                    topic(record),
                    (_, vector) -> vector.with(
                            record.position().partition(), record.position().offset() + 1));
        }
        return records;
    }

    List<LogRecord> ready(List<Integer> partitions) {
        List<LogRecord> ready = new ArrayList<>();
        next.forEach((topic, vector) ->
                partitions.forEach(p -> ready.addAll(topics.read(topic, p, vector.of(p), MOST_AT_ONCE))));
        return ready;
    }

    /** Goes to a place of a partition in each topic. */
    void move(int partition, ToLongFunction<LogTopic> places) {
        next.replaceAll((topic, vector) -> vector.with(partition, places.applyAsLong(topic)));
    }

    @Override
    public LogVector next(LogTopic topic) {
        return next.getOrDefault(topic, LogVector.START);
    }

    boolean wasWoken() {
        return woken.get();
    }

    void slept() {
        woken.set(false);
    }

    @Override
    public void wakeup() {
        woken.set(true);
        topics.wake();
    }

    @Override
    public void close() {
        next.clear();
    }

    private static LogTopic topic(LogRecord record) {
        return switch (record) {
            case LogRecord.OfNode _ -> LogTopic.NODE_EVENTS;
            case LogRecord.OfSignal _ -> LogTopic.SIGNALS;
            case LogRecord.Unreadable unreadable -> unreadable.topic();
        };
    }
}

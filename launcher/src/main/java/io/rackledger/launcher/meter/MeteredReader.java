package io.rackledger.launcher.meter;

import io.micrometer.core.instrument.Counter;
import io.rackledger.core.door.FeedReader;
import io.rackledger.core.door.LogRecord;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts the records that one follower reads. As the reader itself: one thread, but for {@link #wakeup} and {@link #places}. */
final class MeteredReader implements FeedReader {
    private final FeedReader reader;
    private final String follower;
    private final List<LogTopic> topics;
    private final FollowerBoard board;
    private final Counter events;
    private final Counter signals;
    private final Counter unreadable;
    private volatile Map<LogTopic, LogVector> places = Map.of();

    MeteredReader(FeedReader reader, String follower, List<LogTopic> topics, FollowerBoard board) {
        this.reader = reader;
        this.follower = follower;
        this.topics = topics;
        this.board = board;
        this.events = board.read(follower, LogTopic.NODE_EVENTS);
        this.signals = board.read(follower, LogTopic.SIGNALS);
        this.unreadable = board.unreadable(follower);
    }

    String follower() {
        return follower;
    }

    /** Where the last poll left it, in the partitions that it owns. */
    Map<LogTopic, LogVector> places() {
        return places;
    }

    /** Once per poll, on the reader's thread: nothing here is per record. */
    void tellPlaces() {
        Map<LogTopic, LogVector> now = new EnumMap<>(LogTopic.class);
        topics.forEach(topic -> now.put(topic, reader.next(topic)));
        places = now;
    }

    @Override
    public List<LogRecord> poll(Duration patience) {
        List<LogRecord> records = reader.poll(patience);
        int ofEvents = 0;
        int ofSignals = 0;
        int broken = 0;
        for (LogRecord record : records) {
            switch (record) {
                case LogRecord.OfNode _ -> ofEvents++;
                case LogRecord.OfSignal _ -> ofSignals++;
                case LogRecord.Unreadable _ -> broken++;
            }
        }
        events.increment(ofEvents);
        signals.increment(ofSignals);
        unreadable.increment(broken);
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
        board.closed(this);
        reader.close();
    }
}

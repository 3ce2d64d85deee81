package io.rackledger.launcher.meter;

import io.rackledger.core.door.LogRecord;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.door.SharedFeedReader;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A metered reader that shares partitions, and tells after each poll where it stands. */
final class MeteredSharedReader implements SharedFeedReader {
    private final SharedFeedReader reader;
    private final MeteredReader metered;

    MeteredSharedReader(SharedFeedReader reader, MeteredReader metered) {
        this.reader = reader;
        this.metered = metered;
    }

    @Override
    public List<LogRecord> poll(Duration patience) {
        List<LogRecord> records = metered.poll(patience);
        metered.tellPlaces();
        return records;
    }

    @Override
    public Set<Integer> owned() {
        return reader.owned();
    }

    @Override
    public long generation() {
        return reader.generation();
    }

    @Override
    public LogVector next(LogTopic topic) {
        return reader.next(topic);
    }

    @Override
    public void skip(LogTopic topic, LogVector places) {
        reader.skip(topic, places);
    }

    @Override
    public void keepFrom(LogTopic topic, LogVector places) {
        reader.keepFrom(topic, places);
    }

    @Override
    public void wakeup() {
        reader.wakeup();
    }

    @Override
    public void close() {
        metered.close();
    }
}

package io.rackledger.eventlog.memory;

import io.rackledger.core.door.LogRecord;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.door.SharedFeedReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the partitions that the group gives to this member. */
final class MemorySharedReader implements SharedFeedReader {
    private final MemoryTopics topics;
    private final MemoryGroups groups;
    private final String group;
    private final MemoryReader reader;
    private Set<Integer> owned = Set.of();
    private long generation;

    MemorySharedReader(MemoryTopics topics, MemoryGroups groups, String group, List<LogTopic> followed) {
        this.topics = topics;
        this.groups = groups;
        this.group = group;
        Map<LogTopic, LogVector> from = new HashMap<>();
        followed.forEach(topic -> from.put(topic, LogVector.START));
        this.reader = new MemoryReader(topics, from);
        groups.join(group, this);
        topics.wake();
    }

    @Override
    public List<LogRecord> poll(Duration patience) {
        settle();
        topics.await(
                () -> {
                    settle();
                    return reader.wasWoken() || !reader.ready(ownedInOrder()).isEmpty();
                },
                patience);
        reader.slept();
        topics.requireKnown(reader.ready(ownedInOrder()));
        return reader.take(ownedInOrder());
    }

    private void settle() {
        Set<Integer> now = groups.settle(group, this);
        if (!now.equals(owned)) {
            now.stream().filter(partition -> !owned.contains(partition)).forEach(this::begin);
            owned = now;
            generation++;
            topics.wake();
        }
    }

    private void begin(int partition) {
        reader.move(partition, topic -> groups.kept(group, topic).of(partition));
    }

    @Override
    public void skip(LogTopic topic, LogVector places) {
        for (int partition : owned) {
            long to = Math.max(reader.next(topic).of(partition), places.of(partition));
            reader.move(
                    partition, each -> each == topic ? to : reader.next(each).of(partition));
        }
    }

    @Override
    public void keepFrom(LogTopic topic, LogVector places) {
        for (int partition : owned) {
            if (places.next().containsKey(partition)) {
                groups.keep(group, topic, partition, places.of(partition));
            }
        }
    }

    private List<Integer> ownedInOrder() {
        return owned.stream().sorted().toList();
    }

    @Override
    public Set<Integer> owned() {
        return owned;
    }

    @Override
    public long generation() {
        return generation;
    }

    @Override
    public LogVector next(LogTopic topic) {
        LogVector all = reader.next(topic);
        LogVector mine = LogVector.START;
        for (int partition : owned) {
            mine = mine.with(partition, all.of(partition));
        }
        return mine;
    }

    @Override
    public void wakeup() {
        reader.wakeup();
    }

    @Override
    public void close() {
        groups.leave(group, this);
        reader.close();
        topics.wake();
    }
}

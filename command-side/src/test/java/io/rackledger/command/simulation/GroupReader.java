package io.rackledger.command.simulation;

import io.rackledger.command.simulation.FakeLog.Entry;
import io.rackledger.core.door.LogRecord;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.door.SharedFeedReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** A member of the group reading its partitions. It never waits: it tells how long it was allowed to, and its caller comes back. */
final class GroupReader implements SharedFeedReader {
    private final Life life;
    private final World world;
    private final Coordinator group;
    private final int[][] next = new int[LogTopic.values().length][FakeLog.PARTITIONS];
    private Set<Integer> owned = Set.of();
    private long generation;
    private long deal;
    private long patience;
    private boolean found;
    private boolean closed;

    GroupReader(Life life, World world) {
        this.life = life;
        this.world = world;
        this.group = world.group;
        group.join(this);
    }

    /** How long the last poll might have waited. */
    long patience() {
        return patience;
    }

    /** Since when the group has not heard of it; the future while it is there. */
    long silentSince() {
        return life.silentSince();
    }

    /** Whether the last poll found anything. */
    boolean found() {
        return found;
    }

    /** When there will be something to read; {@link Long#MAX_VALUE} where nothing stands there. */
    long readableAt() {
        long first = Long.MAX_VALUE;
        if (deal == 0 || !group.settled()) {
            return first;
        }
        for (LogTopic topic : LogTopic.values()) {
            for (int partition : owned) {
                List<Entry<LogRecord>> list = world.log.of(topic, partition);
                int place = next[topic.ordinal()][partition];
                if (place < list.size()) {
                    first = Math.min(first, list.get(place).at() + life.readLag());
                }
            }
        }
        return first;
    }

    boolean owns(int partition) {
        return owned.contains(partition);
    }

    @Override
    public List<LogRecord> poll(Duration atMost) {
        patience = Math.max(0, atMost.toMillis());
        life.point();
        List<LogRecord> records = new ArrayList<>();
        found = false;
        if (life.cut() || world.log.away()) {
            return records;
        }
        if (!group.knows(this)) {
            // Others may have had them since.
            generation++;
            owned = Set.of();
            deal = 0;
            group.join(this);
        }
        long present = group.poll(this);
        if (present != 0 && present != deal) {
            assigned(group.owned(this));
            deal = present;
        }
        if (deal == present) {
            read(records);
        }
        found = !records.isEmpty();
        return records;
    }

    private void assigned(Set<Integer> now) {
        for (int partition : now) {
            if (!owned.contains(partition)) {
                for (LogTopic topic : LogTopic.values()) {
                    next[topic.ordinal()][partition] = (int) group.kept(topic, partition);
                }
            }
        }
        owned = now;
        generation++;
    }

    /** In the order of each partition, but as it comes among them, and not always all. */
    private void read(List<LogRecord> records) {
        int first = life.chance.below(4);
        for (int turn = 0; turn < 4; turn++) {
            int each = first + turn & 3;
            int partition = each >> 1;
            LogTopic topic = (each & 1) == 0 ? LogTopic.NODE_EVENTS : LogTopic.SIGNALS;
            if (owned.contains(partition)) {
                read(topic, partition, records);
            }
        }
    }

    private void read(LogTopic topic, int partition, List<LogRecord> records) {
        List<Entry<LogRecord>> list = world.log.of(topic, partition);
        int place = next[topic.ordinal()][partition];
        long until = world.time.now() - life.readLag();
        int most = list.size() - place < 2 || life.chance.in(700) ? Integer.MAX_VALUE : life.chance.below(20);
        while (place < list.size() && most-- > 0 && list.get(place).at() <= until) {
            records.add(list.get(place++).record());
        }
        next[topic.ordinal()][partition] = place;
    }

    @Override
    public LogVector next(LogTopic topic) {
        TreeMap<Integer, Long> places = new TreeMap<>();
        for (int partition : owned) {
            places.put(partition, (long) next[topic.ordinal()][partition]);
        }
        return new LogVector(places);
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
    public void skip(LogTopic topic, LogVector places) {
        for (int partition : owned) {
            int[] of = next[topic.ordinal()];
            of[partition] = Math.max(of[partition], (int) places.of(partition));
        }
    }

    @Override
    public void keepFrom(LogTopic topic, LogVector places) {
        life.point();
        places.next().forEach((partition, place) -> {
            if (!life.alone() && owned.contains(partition) && group.owned(this).contains(partition)) {
                group.keep(topic, partition, place);
            }
        });
    }

    @Override
    public void wakeup() {
        life.wake(0);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            group.leave(this);
        }
    }
}

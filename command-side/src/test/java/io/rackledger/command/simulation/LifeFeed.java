package io.rackledger.command.simulation;

import io.rackledger.core.door.Feed;
import io.rackledger.core.door.FeedReader;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.door.SharedFeedReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The log's read side as one process sees it. */
final class LifeFeed implements Feed {
    private final Life life;

    LifeFeed(Life life) {
        this.life = life;
    }

    @Override
    public FeedReader readAll(Map<LogTopic, LogVector> from) {
        throw new IllegalStateException("process managers share");
    }

    @Override
    public SharedFeedReader readShared(String group, List<LogTopic> topics) {
        return life.newReader();
    }

    @Override
    public LogVector end(LogTopic topic, Duration patience) {
        life.point();
        if (life.alone()) {
            throw new LogAway();
        }
        TreeMap<Integer, Long> ends = new TreeMap<>();
        for (int partition = 0; partition < FakeLog.PARTITIONS; partition++) {
            ends.put(partition, (long) life.world.log.of(topic, partition).size());
        }
        return new LogVector(ends);
    }
}

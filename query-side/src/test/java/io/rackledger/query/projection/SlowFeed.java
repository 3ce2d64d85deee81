package io.rackledger.query.projection;

import io.rackledger.core.door.Feed;
import io.rackledger.core.door.FeedReader;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.door.SharedFeedReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A feed whose first reader gets everything, and whose later ones never get a record: what they fill is never full. Thread-safe. */
final class SlowFeed implements Feed {
    private final Feed feed;
    private final AtomicInteger readers = new AtomicInteger();

    SlowFeed(Feed feed) {
        this.feed = feed;
    }

    @Override
    public FeedReader readAll(Map<LogTopic, LogVector> from) {
        boolean first = readers.getAndIncrement() == 0;
        return feed.readAll(first ? from : Map.of(LogTopic.NODE_EVENTS, end(LogTopic.NODE_EVENTS, Duration.ZERO)));
    }

    @Override
    public SharedFeedReader readShared(String group, List<LogTopic> topics) {
        return feed.readShared(group, topics);
    }

    @Override
    public LogVector end(LogTopic topic, Duration patience) {
        return feed.end(topic, patience);
    }
}

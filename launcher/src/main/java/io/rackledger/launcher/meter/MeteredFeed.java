package io.rackledger.launcher.meter;

import io.rackledger.core.door.Feed;
import io.rackledger.core.door.FeedReader;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.door.SharedFeedReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Counts what the followers of this process read, and knows where those that share partitions stand. */
final class MeteredFeed implements Feed {
    /** The one reader of all partitions: how far it has come is told by what is committed, not by what is read. */
    static final String PROJECTIONS = "projections";

    private final Feed feed;
    private final FollowerBoard board;

    MeteredFeed(Feed feed, FollowerBoard board) {
        this.feed = feed;
        this.board = board;
    }

    @Override
    public FeedReader readAll(Map<LogTopic, LogVector> from) {
        return new MeteredReader(feed.readAll(from), PROJECTIONS, List.copyOf(from.keySet()), board);
    }

    @Override
    public SharedFeedReader readShared(String group, List<LogTopic> topics) {
        SharedFeedReader reader = feed.readShared(group, topics);
        MeteredReader metered = new MeteredReader(reader, group, topics, board);
        board.opened(metered);
        return new MeteredSharedReader(reader, metered);
    }

    @Override
    public LogVector end(LogTopic topic, Duration patience) {
        return feed.end(topic, patience);
    }
}

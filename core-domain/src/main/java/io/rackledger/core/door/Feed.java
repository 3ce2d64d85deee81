package io.rackledger.core.door;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The log's read side. */
public interface Feed {
    /** A reader of all partitions from the given places on. */
    FeedReader readAll(Map<LogTopic, LogVector> from);

    /**
     * A reader of a fair share of the partitions among all members of a group. Each assigned partition is read from its beginning in
     * both topics, or from where the group has said that it may; {@link SharedFeedReader} tells of assignment and loss.
     */
    SharedFeedReader readShared(String group, List<LogTopic> topics);

    /** The places after the newest records at this moment. */
    LogVector end(LogTopic topic, Duration patience);
}

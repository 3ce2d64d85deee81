package io.rackledger.eventlog.kafka;

import io.rackledger.core.door.Feed;
import io.rackledger.core.door.FeedReader;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.door.SharedFeedReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Readers of node-events and signals. */
final class KafkaFeed implements Feed {
    private final KafkaParts parts;

    KafkaFeed(KafkaParts parts) {
        this.parts = parts;
    }

    @Override
    public FeedReader readAll(Map<LogTopic, LogVector> from) {
        return new KafkaReader(parts, from);
    }

    @Override
    public SharedFeedReader readShared(String group, List<LogTopic> topics) {
        return new KafkaSharedReader(parts, group, topics);
    }

    @Override
    public LogVector end(LogTopic topic, Duration patience) {
        return parts.topics().end(TopicName.of(topic), patience).join();
    }
}

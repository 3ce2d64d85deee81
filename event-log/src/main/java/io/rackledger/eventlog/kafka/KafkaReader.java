package io.rackledger.eventlog.kafka;

import io.rackledger.core.door.FeedReader;
import io.rackledger.core.door.LogRecord;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Reads all partitions of some topics from given places on. */
final class KafkaReader implements FeedReader {
    private final FeedConsumer consumer;
    private final Topics topics;

    KafkaReader(KafkaParts parts, Map<LogTopic, LogVector> from) {
        topics = parts.topics();
        consumer = new FeedConsumer(
                parts.clients().consumer("feed"),
                topics,
                from.keySet(),
                (topic, record) -> Records.followed(topic, record, parts.nodeRecords()));
        List<TopicPartition> all = new ArrayList<>();
        from.keySet().forEach(topic -> all.addAll(topics.all(TopicName.of(topic))));
        consumer.kafka().assign(all);
        for (TopicPartition partition : all) {
            LogVector places = from.getOrDefault(consumer.topic(partition), LogVector.START);
            consumer.kafka().seek(partition, places.of(partition.partition()));
        }
    }

    @Override
    public List<LogRecord> poll(Duration patience) {
        return consumer.poll(patience);
    }

    @Override
    public LogVector next(LogTopic topic) {
        LogVector places = LogVector.START;
        for (TopicPartition partition : topics.all(TopicName.of(topic))) {
            places = places.with(partition.partition(), consumer.kafka().position(partition));
        }
        return places;
    }

    @Override
    public void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }
}

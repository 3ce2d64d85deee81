package io.rackledger.eventlog.kafka;

import io.rackledger.core.door.LogRecord;
import io.rackledger.core.door.LogTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/** A Kafka consumer that speaks the feed's words. One thread, but for {@link #wakeup}. */
final class FeedConsumer implements AutoCloseable {
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final KafkaConsumer<byte[], byte[]> kafka;
    private final Map<String, LogTopic> byName = new HashMap<>();
    private final BiFunction<LogTopic, ConsumerRecord<byte[], byte[]>, LogRecord> reading;

    /**
     * @param reading makes the feed's record of Kafka's
     */
    FeedConsumer(
            KafkaConsumer<byte[], byte[]> kafka,
            Topics topics,
            Iterable<LogTopic> followed,
            BiFunction<LogTopic, ConsumerRecord<byte[], byte[]>, LogRecord> reading) {
        this.kafka = kafka;
        this.reading = reading;
        followed.forEach(topic -> byName.put(topics.name(TopicName.of(topic)), topic));
    }

    KafkaConsumer<byte[], byte[]> kafka() {
        return kafka;
    }

    LogTopic topic(TopicPartition partition) {
        LogTopic topic = byName.get(partition.topic());
        if (topic == null) {
            throw new IllegalStateException("topic " + partition.topic() + " is not followed");
        }
        return topic;
    }

    Set<String> names() {
        return Set.copyOf(byName.keySet());
    }

    List<LogRecord> poll(Duration patience) {
        try {
            List<LogRecord> records = new ArrayList<>();
            ConsumerRecords<byte[], byte[]> polled = kafka.poll(patience);
            for (TopicPartition partition : polled.partitions()) {
                LogTopic topic = topic(partition);
                for (ConsumerRecord<byte[], byte[]> record : polled.records(partition)) {
                    records.add(reading.apply(topic, record));
                }
            }
            return records;
        } catch (WakeupException _) {
            return List.of();
        } catch (OffsetOutOfRangeException e) {
            backInRange(e.offsetOutOfRangePartitions());
            return List.of();
        }
    }

    /**
     * A reader that was away for longer than signals are kept goes on at the oldest that is left. A place past the end means that this
     * is not the log that the reader knows: that must be told, not healed.
     */
    private void backInRange(Map<TopicPartition, Long> places) {
        Map<TopicPartition, Long> oldest = kafka.beginningOffsets(places.keySet());
        places.forEach((partition, place) -> {
            long first = oldest.getOrDefault(partition, 0L);
            if (place > first) {
                throw new IllegalStateException("the reader stands at " + partition + " offset " + place
                        + ", past the end of the log: is this another log than the one it read before?");
            }
            kafka.seek(partition, first);
        });
    }

    void wakeup() {
        kafka.wakeup();
    }

    @Override
    public void close() {
        kafka.close(CloseOptions.timeout(CLOSE_PATIENCE));
    }
}

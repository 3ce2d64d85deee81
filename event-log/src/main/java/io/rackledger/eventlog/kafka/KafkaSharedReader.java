package io.rackledger.eventlog.kafka;

import io.rackledger.core.door.LogRecord;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.door.OutdatedProgramException;
import io.rackledger.core.door.SharedFeedReader;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the partitions that a consumer group gives to this member. The group serves ownership; what it has committed of a
 * partition is the place before which nothing matters to it any more, as {@link #keepFrom} says. Kafka's range
 * assignor gives the same partition numbers of all topics to the same member, as all have as many.
 *
 * <p>The assignor takes everything back in each rebalance and deals anew; what a member gets again at once was nobody else's in
 * between, so it goes on where it stood.
 */
final class KafkaSharedReader implements SharedFeedReader, ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaSharedReader.class);

    private final FeedConsumer consumer;
    private final KafkaConsumer<byte[], byte[]> kafka;
    private final CompletableFuture<String> stopped;
    /** Places of what was owned before the last rebalance and is read on. */
    private final Map<TopicPartition, Long> places = new HashMap<>();

    private Set<Integer> owned = Set.of();
    private long generation;

    KafkaSharedReader(KafkaParts parts, String group, List<LogTopic> followed) {
        stopped = parts.stopped();
        consumer = new FeedConsumer(
                parts.clients().sharing(group),
                parts.topics(),
                followed,
                (topic, record) -> Records.actedOn(topic, record, parts.nodeRecords()));
        kafka = consumer.kafka();
        kafka.subscribe(consumer.names(), this);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        revoked.forEach(partition -> places.put(partition, kafka.position(partition)));
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
        // Somebody else may have had them since: nothing of them is known any more.
        places.clear();
        owned = Set.of();
        generation++;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        for (TopicPartition partition : assigned) {
            Long place = places.get(partition);
            if (place != null && owned.contains(partition.partition())) {
                kafka.seek(partition, place);
            } else {
                begin(partition);
            }
        }
        places.clear();
        owned = assigned.stream().map(TopicPartition::partition).collect(Collectors.toUnmodifiableSet());
        generation++;
    }

    private void begin(TopicPartition partition) {
        OffsetAndMetadata kept = kafka.committed(Set.of(partition)).get(partition);
        if (kept == null) {
            kafka.seekToBeginning(List.of(partition));
        } else if (kept.offset() > kafka.endOffsets(List.of(partition)).getOrDefault(partition, 0L)) {
            LOG.warn("{} ends before {}, from where it was to be read: it is read whole", partition, kept.offset());
            kafka.seekToBeginning(List.of(partition));
        } else {
            kafka.seek(partition, kept.offset());
        }
    }

    @Override
    public void skip(LogTopic topic, LogVector places) {
        for (TopicPartition partition : kafka.assignment()) {
            long place = places.of(partition.partition());
            if (consumer.topic(partition) == topic && kafka.position(partition) < place) {
                kafka.seek(partition, place);
            }
        }
    }

    @Override
    public void keepFrom(LogTopic topic, LogVector kept) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition partition : kafka.assignment()) {
            Long place = kept.next().get(partition.partition());
            if (consumer.topic(partition) == topic && place != null) {
                offsets.put(partition, new OffsetAndMetadata(place));
            }
        }
        kafka.commitAsync(offsets, (_, failure) -> {
            if (failure != null) {
                LOG.info("the places {} of {} were not kept: {}", kept, topic, failure.toString());
            }
        });
    }

    @Override
    public List<LogRecord> poll(Duration patience) {
        try {
            return consumer.poll(patience);
        } catch (OutdatedProgramException e) {
            stopped.complete(e.toString());
            throw e;
        }
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
        SortedMap<Integer, Long> next = new TreeMap<>();
        for (TopicPartition partition : kafka.assignment()) {
            if (consumer.topic(partition) == topic) {
                next.put(partition.partition(), kafka.position(partition));
            }
        }
        return new LogVector(next);
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

package io.rackledger.eventlog.kafka;

import io.rackledger.core.door.LogVector;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics on the broker: created where missing, counted, and asked for their ends. */
final class Topics {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final int LOOKS = 300;

    private final LogSettings settings;
    private final Admin admin;
    private final Map<TopicName, String> ids = new EnumMap<>(TopicName.class);
    private final Map<TopicName, Integer> partitions = new EnumMap<>(TopicName.class);

    private Topics(LogSettings settings, Admin admin) {
        this.settings = settings;
        this.admin = admin;
    }

    /** Creates what is missing and waits until every partition has a leader that answers. */
    static Topics open(LogSettings settings, Admin admin) {
        Topics topics = new Topics(settings, admin);
        topics.create();
        topics.count();
        topics.awaitLeaders();
        return topics;
    }

    String name(TopicName topic) {
        return topic.in(settings);
    }

    /** All topics, as the broker calls them. */
    List<String> names() {
        return Stream.of(TopicName.values()).map(this::name).toList();
    }

    /** The broker's identity of the topic: another one for a topic that was deleted and made again. */
    String id(TopicName topic) {
        return ids.getOrDefault(topic, "");
    }

    int partitions(TopicName topic) {
        return partitions.getOrDefault(topic, settings.layout().partitions());
    }

    List<TopicPartition> all(TopicName topic) {
        return Stream.iterate(0, p -> p < partitions(topic), p -> p + 1)
                .map(p -> new TopicPartition(name(topic), p))
                .toList();
    }

    /** The places after the newest records; what an append has been acknowledged for is always before them. */
    CompletableFuture<LogVector> end(TopicName topic, Duration patience) {
        return offsets(topic, OffsetSpec.latest(), patience);
    }

    /** The places of the oldest records that are still kept. */
    CompletableFuture<LogVector> beginning(TopicName topic, Duration patience) {
        return offsets(topic, OffsetSpec.earliest(), patience);
    }

    /** The places after the newest records of every topic, by its name without the prefix; one question to the brokers. */
    CompletableFuture<Map<String, LogVector>> ends(Duration patience) {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        for (TopicName topic : TopicName.values()) {
            all(topic).forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
        }
        return admin.listOffsets(wanted)
                .all()
                .toCompletionStage()
                .toCompletableFuture()
                .thenApply(this::byTopic)
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Map<String, LogVector> byTopic(Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> offsets) {
        Map<String, LogVector> ends = new HashMap<>();
        for (TopicName topic : TopicName.values()) {
            Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> own = new HashMap<>(offsets);
            own.keySet().removeIf(partition -> !partition.topic().equals(name(topic)));
            ends.put(topic.suffix(), vector(own));
        }
        return ends;
    }

    private CompletableFuture<LogVector> offsets(TopicName topic, OffsetSpec spec, Duration patience) {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        all(topic).forEach(partition -> wanted.put(partition, spec));
        return admin.listOffsets(wanted)
                .all()
                .toCompletionStage()
                .toCompletableFuture()
                .thenApply(Topics::vector)
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static LogVector vector(Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> offsets) {
        LogVector vector = LogVector.START;
        for (Map.Entry<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> each : offsets.entrySet()) {
            vector = vector.with(each.getKey().partition(), each.getValue().offset());
        }
        return vector;
    }

    /** Makes a topic again that was there before, with as many partitions; returns when it is on its way to every broker. */
    void makeAnew(TopicName topic) {
        create(List.of(TopicLayout.of(topic, settings, partitions(topic))));
    }

    private void create() {
        create(Stream.of(TopicName.values())
                .map(topic -> TopicLayout.of(topic, settings))
                .toList());
    }

    private void create(List<NewTopic> topics) {
        Map<String, KafkaFuture<Void>> created = admin.createTopics(topics).values();
        created.forEach((name, future) -> {
            try {
                await(future, "creating topic " + name);
            } catch (TopicExistsException _) {
                // Another start, or another instance, has done it.
                return;
            }
        });
    }

    private void count() {
        for (TopicName topic : TopicName.values()) {
            TopicDescription found = described(name(topic));
            partitions.put(topic, found.partitions().size());
            ids.put(topic, found.topicId().toString());
        }
        sideBySide(TopicName.SIGNALS);
        sideBySide(TopicName.SNAPSHOTS);
    }

    private void sideBySide(TopicName other) {
        int events = partitions(TopicName.NODE_EVENTS);
        if (events != partitions(other)) {
            throw new IllegalStateException("topic " + name(TopicName.NODE_EVENTS) + " has " + events
                    + " partitions and " + name(other) + " has " + partitions(other)
                    + "; they must have as many, as a node's records must lie in the same partition of both");
        }
    }

    /** A broker may not have heard yet of a topic that another one, or its own controller, has just created. */
    private TopicDescription described(String name) {
        for (int look = 1; look < LOOKS; look++) {
            try {
                return describe(name);
            } catch (UnknownTopicOrPartitionException _) {
                new CompletableFuture<Void>()
                        .completeOnTimeout(null, BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)
                        .join();
            }
        }
        return describe(name);
    }

    private TopicDescription describe(String name) {
        Map<String, TopicDescription> all =
                await(admin.describeTopics(List.of(name)).allTopicNames(), "looking at topic " + name);
        return Objects.requireNonNull(all.get(name), name);
    }

    /** Kafka's idempotent producer can lose its first batches where it is faster than the leaders' election. */
    private void awaitLeaders() {
        for (TopicName topic : TopicName.values()) {
            Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
            all(topic).forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
            await(admin.listOffsets(wanted).all(), "waiting for the leaders of topic " + name(topic));
        }
    }

    private static <T> T await(KafkaFuture<T> future, String what) {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException
                    || e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw (ApiException) e.getCause();
            }
            throw new IllegalStateException(what + " failed: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException(what + " took longer than " + PATIENCE, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + what, e);
        }
    }
}

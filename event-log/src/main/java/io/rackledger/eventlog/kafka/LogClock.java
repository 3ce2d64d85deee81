package io.rackledger.eventlog.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Asks the brokers for their time. Kafka tells it nobody who does not write, so a topic of its own is written to; nobody reads it, and
 * it keeps an hour.
 */
final class LogClock {
    private static final String SUFFIX = "clock";
    private static final String KEPT_MILLIS = Long.toString(Duration.ofHours(1).toMillis());
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaParts parts;
    private final String topic;

    LogClock(KafkaParts parts) {
        this.parts = parts;
        this.topic = parts.settings().access().prefix() + SUFFIX;
    }

    /** Creates the topic where it is missing. */
    static void prepare(LogSettings settings, Admin admin) {
        Map<String, String> configs = Map.of(
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                "LogAppendTime",
                TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                Short.toString(settings.layout().minInSync()),
                TopicConfig.SEGMENT_MS_CONFIG,
                KEPT_MILLIS,
                TopicConfig.RETENTION_MS_CONFIG,
                KEPT_MILLIS);
        NewTopic wanted = new NewTopic(
                        settings.access().prefix() + SUFFIX,
                        1,
                        settings.layout().replicationFactor())
                .configs(configs);
        try {
            admin.createTopics(List.of(wanted)).all().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("creating topic " + wanted.name() + " failed: " + e.getCause(), e);
            }
        } catch (TimeoutException e) {
            throw new IllegalStateException("creating topic " + wanted.name() + " took longer than " + PATIENCE, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating topic " + wanted.name(), e);
        }
    }

    /** The broker's time at some moment between call and completion. */
    CompletableFuture<Instant> time() {
        byte[] who = parts.instance().getBytes(StandardCharsets.UTF_8);
        return parts.observed().sendForTime(new ProducerRecord<>(topic, 0, null, who));
    }
}

package io.rackledger.eventlog.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka clients with our settings; the operator's own properties come last and win. */
final class Clients {
    /** Bytes of the largest record: user data of 1 MiB, or an attempt with many long step scripts. */
    static final int LARGEST_RECORD = 4 * 1024 * 1024;

    private static final int PROMPT_MILLIS = 5;
    private static final int RECORDS_PER_POLL = 5_000;
    private static final int SHORTEST_REQUEST_MILLIS = 300;
    private static final int LONGEST_REQUEST_MILLIS = 3_000;
    private static final int BATCH_BYTES = 256 * 1024;
    /** Batches are small, so what a slower level saves on the disk is little beside what it costs. */
    private static final int FASTEST_ZSTD = 1;

    private static final int HEARTBEATS_PER_SILENCE = 8;

    private final LogSettings settings;
    private final Duration silence;

    Clients(LogSettings settings) {
        this(settings, MemberSilence.USUAL);
    }

    private Clients(LogSettings settings, Duration silence) {
        this.settings = settings;
        this.silence = silence;
    }

    /** The same, whose members of groups are given up after so long a silence. */
    Clients withSilence(Duration ofMember) {
        return new Clients(settings, ofMember);
    }

    Admin admin() {
        return Admin.create(common("admin"));
    }

    /** An idempotent producer that gives a record up before the append's deadline. */
    KafkaProducer<byte[], byte[]> producer(String purpose, Duration linger) {
        Map<String, Object> properties = common(purpose);
        long delivery = settings.pace().deadline().toMillis() * 9 / 10;
        long request = Math.clamp((delivery - linger.toMillis()) / 3, SHORTEST_REQUEST_MILLIS, LONGEST_REQUEST_MILLIS);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, linger.toMillis());
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        properties.put(ProducerConfig.COMPRESSION_ZSTD_LEVEL_CONFIG, FASTEST_ZSTD);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_RECORD);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) delivery);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) request);
        properties.put(
                ProducerConfig.MAX_BLOCK_MS_CONFIG, settings.pace().deadline().toMillis() / 2);
        // While one request is under way, all that comes meanwhile gathers for the next: one fsync, and one batch, for
        // many.
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        properties.putAll(settings.access().clientProperties());
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A consumer that is told its partitions and places. */
    KafkaConsumer<byte[], byte[]> consumer(String purpose) {
        return consumer(consumerProperties(purpose));
    }

    /**
     * A consumer of what lies in the log already. It never lets the broker hold back an answer until there is more: a change of place, and
     * closing, would wait for that answer.
     */
    KafkaConsumer<byte[], byte[]> consumerOfThePast(String purpose) {
        Map<String, Object> properties = consumerProperties(purpose);
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, PROMPT_MILLIS);
        return consumer(properties);
    }

    /** A consumer that shares partitions with others of its group; equal numbers of two topics fall to the same member. */
    KafkaConsumer<byte[], byte[]> sharing(String group) {
        Map<String, Object> properties = consumerProperties(group);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, settings.access().prefix() + group);
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, RangeAssignor.class.getName());
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) silence.toMillis());
        // Also how fast the others hear of a death: a member learns from the answer to its heartbeat that shares are
        // dealt anew.
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) silence.toMillis() / HEARTBEATS_PER_SILENCE);
        properties.putAll(settings.access().clientProperties());
        return consumer(properties);
    }

    private Map<String, Object> consumerProperties(String purpose) {
        Map<String, Object> properties = common(purpose);
        properties.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_PER_POLL);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // A place that does not exist is a fault to be told, or handled by the reader that knows what it means.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.putAll(settings.access().clientProperties());
        return properties;
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> properties) {
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private Map<String, Object> common(String purpose) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.access().bootstrapServers());
        properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, "rackledger-" + purpose);
        properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 50);
        properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        properties.put(CommonClientConfigs.RETRY_BACKOFF_MS_CONFIG, 20);
        properties.put(CommonClientConfigs.RETRY_BACKOFF_MAX_MS_CONFIG, 250);
        properties.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        properties.putAll(settings.access().clientProperties());
        return properties;
    }
}

package io.rackledger.e2e.fault;

import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.signal.Signal;
import io.rackledger.eventlog.codec.NodeRecordCodec;
import io.rackledger.eventlog.codec.SignalCodec;
import io.rackledger.eventlog.codec.UnreadableException;
import io.rackledger.eventlog.codec.WireRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What lies on the brokers, read by a consumer of our own and none of the engine's readers: every record of a topic in the order of its
 * partitions, void ones too.
 *
 * @param nodeEvents of the topic node-events
 * @param signals of the topic signals
 * @param appended when the broker took each record of node-events, by its own clock
 */
record RawLog(List<Decided> nodeEvents, List<Signal> signals, Map<LogPosition, Instant> appended) {
    RawLog(List<Decided> nodeEvents, List<Signal> signals) {
        this(nodeEvents, signals, Map.of());
    }

    private static final String PREFIX = "rackledger.";
    private static final String WRITER = "rackledger-writer";
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int MOST_POLLS = 240;

    /**
     * A record of node-events.
     *
     * @param writer which writer sent it as its how manieth; no two records may carry the same
     */
    record Decided(NodeRecord record, Optional<String> writer) {}

    static RawLog read(String bootstrapServers) {
        List<Decided> decided = new ArrayList<>();
        Map<LogPosition, Instant> appended = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> raw : topic(bootstrapServers, PREFIX + "node-events")) {
            decided.add(decided(raw));
            appended.put(new LogPosition(raw.partition(), raw.offset()), Instant.ofEpochMilli(raw.timestamp()));
        }
        List<Signal> signals = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> raw : topic(bootstrapServers, PREFIX + "signals")) {
            signals.add(signal(raw));
        }
        // Not Map.copyOf: places are dense numbers, in which its probing takes minutes.
        return new RawLog(List.copyOf(decided), List.copyOf(signals), Collections.unmodifiableMap(appended));
    }

    private static List<ConsumerRecord<byte[], byte[]>> topic(String bootstrapServers, String topic) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                5_000);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> all = consumer.partitionsFor(topic).stream()
                    .map(each -> new TopicPartition(topic, each.partition()))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            int polls = 0;
            while (all.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
                if (++polls > MOST_POLLS) {
                    throw new IllegalStateException("topic " + topic + " cannot be read to its end " + ends);
                }
                consumer.poll(POLL).forEach(records::add);
            }
            return records;
        }
    }

    private static Decided decided(ConsumerRecord<byte[], byte[]> raw) {
        try {
            LogPosition position = new LogPosition(raw.partition(), raw.offset());
            return new Decided(NodeRecordCodec.decode(wire(raw), position), header(raw, WRITER));
        } catch (UnreadableException e) {
            throw unreadable(raw, e);
        }
    }

    private static Signal signal(ConsumerRecord<byte[], byte[]> raw) {
        try {
            return SignalCodec.decode(wire(raw));
        } catch (UnreadableException e) {
            throw unreadable(raw, e);
        }
    }

    private static IllegalStateException unreadable(ConsumerRecord<byte[], byte[]> raw, UnreadableException why) {
        return new IllegalStateException(
                "record " + raw.topic() + " " + raw.partition() + ":" + raw.offset() + " cannot be read", why);
    }

    private static Optional<String> header(ConsumerRecord<byte[], byte[]> raw, String name) {
        return Optional.ofNullable(raw.headers().lastHeader(name))
                .map(header -> new String(header.value(), StandardCharsets.UTF_8));
    }

    private static WireRecord wire(ConsumerRecord<byte[], byte[]> raw) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : raw.headers()) {
            if (!header.key().equals(WRITER)) {
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        return new WireRecord(new String(raw.key(), StandardCharsets.UTF_8), headers, raw.value());
    }
}

package io.rackledger.launcher.engine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The records of both topics as a stranger reads them: headers and bytes. */
final class TracedRecords implements AutoCloseable {
    private static final Pattern PARENT = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}");
    private static final Pattern TYPE = Pattern.compile("(?:ce_type=|\"type\":\")([a-z0-9.-]+)");

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Set<String> found = new TreeSet<>();

    TracedRecords(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> all = List.of("rackledger.node-events", "rackledger.signals").stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
    }

    /** Types of the records that were read so far and belong to the trace. */
    Set<String> typesIn(String trace) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
            found.add(text(record));
        }
        Set<String> types = new TreeSet<>();
        found.stream()
                .filter(text -> text.contains("00-" + trace + "-"))
                .forEach(text -> TYPE.matcher(text).results().forEach(type -> types.add(type.group(1))));
        return types;
    }

    /** The spans of the trace. */
    Set<String> spansIn(String trace) {
        Set<String> spans = new TreeSet<>();
        for (String text : found) {
            Matcher parent = PARENT.matcher(text);
            while (parent.find()) {
                if (parent.group(1).equals(trace)) {
                    spans.add(parent.group(2));
                }
            }
        }
        return spans;
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder text = new StringBuilder();
        record.headers()
                .forEach(header -> text.append(header.key())
                        .append('=')
                        .append(new String(header.value(), StandardCharsets.UTF_8))
                        .append('\n'));
        return text.append(new String(record.value(), StandardCharsets.UTF_8)).toString();
    }

    @Override
    public void close() {
        consumer.close();
    }
}

package io.rackledger.eventlog.kafka;

import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.LogPosition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads one document from its place in the log. */
final class DocumentReader {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int POLLS = 10;

    private final Clients clients;
    private final String topic;

    DocumentReader(Clients clients, String topic) {
        this.clients = clients;
        this.topic = topic;
    }

    /** The content, empty where compaction has taken it since its place was noted. */
    Optional<byte[]> read(Digest digest, LogPosition place) {
        try (KafkaConsumer<byte[], byte[]> consumer = clients.consumerOfThePast("documents")) {
            TopicPartition partition = new TopicPartition(topic, place.partition());
            consumer.assign(List.of(partition));
            consumer.seek(partition, place.offset());
            for (int attempt = 0; attempt < POLLS; attempt++) {
                List<ConsumerRecord<byte[], byte[]>> records =
                        consumer.poll(POLL).records(partition);
                if (!records.isEmpty()) {
                    return Optional.of(records.getFirst())
                            .filter(record -> record.offset() == place.offset())
                            .filter(record -> Records.key(record).equals(digest.value()))
                            .map(ConsumerRecord::value);
                }
            }
        }
        throw new IllegalStateException("the log did not bring document " + digest + " in time");
    }
}

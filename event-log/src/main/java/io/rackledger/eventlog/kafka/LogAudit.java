package io.rackledger.eventlog.kafka;

import io.rackledger.eventlog.witness.LogWitness;
import io.rackledger.eventlog.witness.Loss;
import io.rackledger.eventlog.witness.Mark;
import io.rackledger.eventlog.witness.Seen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Compares the log with what was seen of it, before anything is written. */
final class LogAudit {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int MOST_POLLS = 30;

    private final Clients clients;
    private final Topics topics;

    LogAudit(Clients clients, Topics topics) {
        this.clients = clients;
        this.topics = topics;
    }

    /** What the log has lost of it; empty where all is there as it was. */
    List<Loss> losses(LogWitness witness) {
        List<Seen> seen = witness.seen().stream()
                .filter(each -> topics.names().contains(each.topic()))
                .toList();
        List<Loss> losses = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = clients.consumerOfThePast("audit")) {
            for (Seen each : seen) {
                loss(each, present(consumer, each)).ifPresent(losses::add);
            }
        }
        return losses;
    }

    private static Optional<Loss> loss(Seen seen, Map<Long, Mark> present) {
        List<Mark> missing = seen.marks().stream()
                .filter(mark -> !mark.equals(present.get(mark.offset())))
                .toList();
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        // Where not even the oldest mark is there, more before it may be gone: the log's end tells how much.
        long first = missing.getFirst().offset();
        long end = present.getOrDefault(-1L, new Mark(first, 0, "")).offset();
        List<String> keys = missing.stream().map(Mark::key).distinct().toList();
        return Optional.of(new Loss(
                seen.topic(),
                seen.partition(),
                Math.min(first, end),
                missing.getLast().offset(),
                keys));
    }

    /** What lies now where the marks were; under -1 the end of the partition. */
    private static Map<Long, Mark> present(KafkaConsumer<byte[], byte[]> consumer, Seen seen) {
        TopicPartition partition = new TopicPartition(seen.topic(), seen.partition());
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        long first = seen.marks().getFirst().offset();
        long last = seen.marks().getLast().offset();
        Map<Long, Mark> present = new HashMap<>();
        present.put(-1L, new Mark(end, 0, ""));
        if (first >= end) {
            return present;
        }
        consumer.assign(List.of(partition));
        consumer.seek(partition, first);
        for (int poll = 0; poll < MOST_POLLS && consumer.position(partition) < Math.min(end, last + 1); poll++) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(partition)) {
                present.put(record.offset(), Records.mark(record));
            }
        }
        return present;
    }
}

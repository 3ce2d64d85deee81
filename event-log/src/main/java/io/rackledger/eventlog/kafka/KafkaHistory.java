package io.rackledger.eventlog.kafka;

import io.rackledger.core.door.History;
import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.NodeId;
import io.rackledger.eventlog.codec.NodeRecordCodec;
import io.rackledger.eventlog.codec.UnreadableException;
import io.rackledger.eventlog.fold.NodeTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads a node's past from the log, between its first and its last applied record as the fold knows them. */
final class KafkaHistory implements History {
    private static final Duration POLL = Duration.ofSeconds(1);
    /** Polls in a row that bring nothing before we give up. */
    private static final int EMPTY_POLLS = 20;

    private final Clients clients;
    private final String topic;
    private final NodeTable table;

    KafkaHistory(Clients clients, String topic, NodeTable table) {
        this.clients = clients;
        this.topic = topic;
        this.table = table;
    }

    @Override
    public List<NodeRecord> of(NodeId node) {
        Optional<LogPosition> first = table.first(node);
        if (first.isEmpty()) {
            return List.of();
        }
        LogPosition last = table.current(node).position();
        try (KafkaConsumer<byte[], byte[]> consumer = clients.consumerOfThePast("history")) {
            TopicPartition partition = new TopicPartition(topic, last.partition());
            consumer.assign(List.of(partition));
            consumer.seek(partition, first.get().offset());
            return read(consumer, partition, node, last.offset());
        }
    }

    private static List<NodeRecord> read(
            KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, NodeId node, long last) {
        List<NodeRecord> applied = new ArrayList<>();
        int empty = 0;
        while (consumer.position(partition) <= last) {
            List<ConsumerRecord<byte[], byte[]>> records = consumer.poll(POLL).records(partition);
            empty = records.isEmpty() ? empty + 1 : 0;
            if (empty > EMPTY_POLLS) {
                throw new IllegalStateException("the log did not bring the history of node " + node + " in time");
            }
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (record.offset() <= last && Records.key(record).equals(node.value())) {
                    addIfApplied(applied, record);
                }
            }
        }
        return applied;
    }

    private static void addIfApplied(List<NodeRecord> applied, ConsumerRecord<byte[], byte[]> raw) {
        try {
            NodeRecord record = NodeRecordCodec.decode(Records.wire(raw), Records.position(raw));
            // The fold rule: the first applied record has sequence 1, and each next one follows.
            if (record.sequence() == applied.size() + 1L) {
                applied.add(record);
            }
        } catch (UnreadableException e) {
            throw new IllegalStateException("record " + Records.position(raw) + " cannot be read", e);
        }
    }
}

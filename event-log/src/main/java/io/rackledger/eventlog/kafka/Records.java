package io.rackledger.eventlog.kafka;

import io.rackledger.core.door.LogRecord;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.eventlog.codec.NewerTypeException;
import io.rackledger.eventlog.codec.SignalCodec;
import io.rackledger.eventlog.codec.UnreadableException;
import io.rackledger.eventlog.codec.WireRecord;
import io.rackledger.eventlog.witness.Mark;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** From Kafka's records to those of the wire and of the feed. */
final class Records {
    private static final byte[] NOTHING = {};
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s");

    private Records() {}

    static LogPosition position(ConsumerRecord<byte[], byte[]> record) {
        return new LogPosition(record.partition(), record.offset());
    }

    /** The key as text; empty where there is none. */
    static String key(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    }

    /** What a witness remembers of the record. */
    static Mark mark(ConsumerRecord<byte[], byte[]> record) {
        byte[] key = record.key() == null ? NOTHING : record.key();
        byte[] value = record.value() == null ? NOTHING : record.value();
        // A foreign key may hold anything: it must not end a line of the witness's file.
        return Mark.of(
                record.offset(), key, value, WHITE_SPACE.matcher(key(record)).replaceAll("?"));
    }

    /** The record with key and value, which must both be there. */
    static WireRecord wire(ConsumerRecord<byte[], byte[]> record) throws UnreadableException {
        if (record.key() == null || record.value() == null) {
            throw new UnreadableException("the record has no " + (record.key() == null ? "key" : "value"));
        }
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            if (header.value() != null && !header.key().equals(ReadBack.WRITER)) {
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        return new WireRecord(key(record), headers, record.value());
    }

    /** What a follower reads; what cannot be read is kept with its reason. */
    static LogRecord followed(LogTopic topic, ConsumerRecord<byte[], byte[]> record, NodeRecordReading nodes) {
        try {
            return read(topic, record, nodes);
        } catch (UnreadableException e) {
            return unreadable(topic, record, e);
        }
    }

    /** The same for a reader that acts on what it reads: it must not pass a record that a newer program wrote. */
    static LogRecord actedOn(LogTopic topic, ConsumerRecord<byte[], byte[]> record, NodeRecordReading nodes) {
        try {
            return read(topic, record, nodes);
        } catch (NewerTypeException e) {
            throw Outdated.at(record, e);
        } catch (UnreadableException e) {
            return unreadable(topic, record, e);
        }
    }

    private static LogRecord read(LogTopic topic, ConsumerRecord<byte[], byte[]> record, NodeRecordReading nodes)
            throws UnreadableException {
        return switch (topic) {
            case NODE_EVENTS -> new LogRecord.OfNode(nodes.read(record));
            case SIGNALS -> new LogRecord.OfSignal(position(record), SignalCodec.decode(wire(record)));
        };
    }

    private static LogRecord unreadable(LogTopic topic, ConsumerRecord<byte[], byte[]> record, UnreadableException e) {
        return new LogRecord.Unreadable(topic, position(record), key(record), String.valueOf(e.getMessage()));
    }
}

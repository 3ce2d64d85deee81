package io.rackledger.eventlog.kafka;

import io.rackledger.core.door.OutdatedProgramException;
import io.rackledger.eventlog.codec.NewerTypeException;
import io.rackledger.eventlog.fold.NewerWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Records of programs newer than this one. */
final class Outdated {
    /** Header that names the version of the program that wrote the record. Not a CloudEvents attribute: it says nothing of the event. */
    static final String WRITTEN_BY = "rackledger-version";

    private Outdated() {}

    /** Why this program cannot go on at the record. */
    static OutdatedProgramException at(ConsumerRecord<byte[], byte[]> raw, NewerTypeException newer) {
        Header header = raw.headers().lastHeader(WRITTEN_BY);
        Optional<String> writer = header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
        String place = raw.topic() + " " + Records.position(raw);
        return NewerWriter.at(place, newer.type(), String.valueOf(newer.getMessage()), writer);
    }
}

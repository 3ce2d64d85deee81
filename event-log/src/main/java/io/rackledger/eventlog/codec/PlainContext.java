package io.rackledger.eventlog.codec;

import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.door.RecordContext;
import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.NodeEvent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the attributes of a record's first event say of the record. */
final class PlainContext {
    private static final String VERSION = "1.0";

    private final @Nullable String[] values = new String[PlainAttribute.ALL.size()];

    /** Of a record of one event, whose attributes are its headers. */
    static PlainContext of(Map<String, String> headers) {
        PlainContext context = new PlainContext();
        for (PlainAttribute each : PlainAttribute.ALL) {
            context.values[each.ordinal()] = headers.get(each.header());
        }
        return context;
    }

    /** Takes up an attribute's value, which was just passed; none may come twice. */
    void take(PlainAttribute attribute, PlainBytes json) {
        if (attribute != PlainAttribute.OTHER) {
            if (values[attribute.ordinal()] != null) {
                throw NotPlainException.INSTANCE;
            }
            values[attribute.ordinal()] = attribute.text(json);
        }
    }

    private String required(PlainAttribute attribute) {
        String value = values[attribute.ordinal()];
        if (value == null || value.isEmpty()) {
            throw NotPlainException.INSTANCE;
        }
        return value;
    }

    private String optional(PlainAttribute attribute) {
        String value = values[attribute.ordinal()];
        return value == null ? "" : value;
    }

    String type() {
        return required(PlainAttribute.TYPE);
    }

    NodeRecord record(String key, LogPosition position, List<NodeEvent> events) {
        required(PlainAttribute.ID);
        required(PlainAttribute.SOURCE);
        if (!required(PlainAttribute.SPECVERSION).equals(VERSION)
                || !required(PlainAttribute.SUBJECT).equals(key)) {
            throw NotPlainException.INSTANCE;
        }
        return new NodeRecord(
                node(key, events),
                Long.parseLong(required(PlainAttribute.SEQUENCE)),
                position,
                WireTimes.instant(required(PlainAttribute.TIME)),
                context(),
                events);
    }

    /** That of the event where it names its node, so that it is kept once. */
    private static NodeId node(String key, List<NodeEvent> events) {
        return events.getFirst() instanceof NodeEvent.NodeEnrolled enrolled
                        && enrolled.node().value().equals(key)
                ? enrolled.node()
                : new NodeId(key);
    }

    private RecordContext context() {
        return new RecordContext(
                new CommandId(required(PlainAttribute.COMMAND)),
                new Digest(required(PlainAttribute.COMMAND_HASH)),
                optional(PlainAttribute.ACTOR),
                optional(PlainAttribute.CAUSATION),
                optional(PlainAttribute.CORRELATION),
                optional(PlainAttribute.TRACE));
    }
}

package io.rackledger.eventlog.codec;

import io.rackledger.core.door.AppendRequest;
import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.door.RecordContext;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.NodeEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Records of node-events: one per command, all its events in it. */
public final class NodeRecordCodec {
    private static final String SOURCE = "/rackledger/node-events";

    private NodeRecordCodec() {}

    /**
     * The record of a request, with the sequence that it claims.
     *
     * @param attempt the attempt that runs, for those who filter on the header; not read back
     */
    public static WireRecord encode(AppendRequest request, Optional<AttemptId> attempt) {
        long sequence = request.expectedSequence() + 1;
        SortedMap<String, String> extensions = extensions(request.context(), sequence);
        attempt.ifPresent(id -> extensions.put("attempt", id.value()));
        List<CloudEvent> events = new ArrayList<>();
        for (NodeEvent event : request.events()) {
            String id = request.node() + "/" + sequence + "/" + events.size();
            events.add(new CloudEvent(
                    id,
                    SOURCE,
                    NodeEventTypes.of(event).wireName(),
                    request.node().value(),
                    request.at(),
                    extensions,
                    NodeEventTypes.FAMILY.write(event)));
        }
        return CloudEventFormat.write(request.node().value(), events);
    }

    /** Reads a record back; what is not known to this version is refused with the reason. */
    public static NodeRecord decode(WireRecord wire, LogPosition position) throws UnreadableException {
        Optional<NodeRecord> plain = PlainRecords.read(wire, position);
        return plain.isPresent() ? plain.get() : decodeAny(wire, position);
    }

    /** The general way: every version, every form of CloudEvents. */
    static NodeRecord decodeAny(WireRecord wire, LogPosition position) throws UnreadableException {
        List<CloudEvent> cloudEvents = CloudEventFormat.read(wire);
        CloudEvent first = cloudEvents.getFirst();
        List<NodeEvent> events = new ArrayList<>();
        for (CloudEvent each : cloudEvents) {
            NodeEventTypes.FAMILY.requireKnown(each.type());
        }
        for (CloudEvent each : cloudEvents) {
            if (!each.extensions().equals(first.extensions()) || !each.subject().equals(first.subject())) {
                throw new UnreadableException("the events of one record differ in what they say of it");
            }
            events.add(NodeEventTypes.FAMILY.read(each.type(), each.data()));
        }
        if (!first.subject().equals(wire.key())) {
            throw new UnreadableException("the record of key " + wire.key() + " is about " + first.subject());
        }
        try {
            long sequence = Long.parseLong(first.extension("sequence"));
            return new NodeRecord(new NodeId(wire.key()), sequence, position, first.time(), context(first), events);
        } catch (IllegalArgumentException e) {
            throw new UnreadableException("the record's context cannot be read: " + e.getMessage(), e);
        }
    }

    private static SortedMap<String, String> extensions(RecordContext context, long sequence) {
        SortedMap<String, String> extensions = new TreeMap<>();
        extensions.put("sequence", Long.toString(sequence));
        extensions.put("commandid", context.command().value());
        extensions.put("commandhash", context.commandHash().value());
        CloudEvent.put(extensions, "actor", context.actor());
        CloudEvent.put(extensions, "causationid", context.causation());
        CloudEvent.put(extensions, "correlationid", context.correlation());
        CloudEvent.put(extensions, "traceparent", context.traceparent());
        return extensions;
    }

    private static RecordContext context(CloudEvent event) throws UnreadableException {
        return new RecordContext(
                new CommandId(event.extension("commandid")),
                new Digest(event.extension("commandhash")),
                event.extensionOrEmpty("actor"),
                event.extensionOrEmpty("causationid"),
                event.extensionOrEmpty("correlationid"),
                event.extensionOrEmpty("traceparent"));
    }
}

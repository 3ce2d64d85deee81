package io.rackledger.eventlog.codec;

import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.node.NodeEvent;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The short way to read a node record: of the present version of its types, byte for byte in the form that we write ourselves. Whatever is
 * the least unusual it leaves alone, and the general way tells what it is, or what is wrong with it.
 */
final class PlainRecords {
    private static final int FEW_BITS = 8;
    private static final byte[] DATA = PlainShapes.bytes("\"data\":");
    private static final Map<String, PlainShape> SHAPES = shapes();
    private static final PlainTexts<PlainShape> BY_TYPE = new PlainTexts<>(FEW_BITS, PlainRecords::shape);

    private PlainRecords() {}

    /** By wire name. */
    private static Map<String, PlainShape> shapes() {
        PlainShapes all = new PlainShapes();
        Map<String, PlainShape> shapes = new HashMap<>();
        for (WireType<? extends NodeEvent> type : NodeEventTypes.FAMILY.types()) {
            shapes.put(type.wireName(), all.of(type.javaType()));
        }
        return shapes;
    }

    private static PlainShape shape(String type) {
        PlainShape shape = SHAPES.get(type);
        if (shape == null) {
            throw NotPlainException.INSTANCE;
        }
        return shape;
    }

    /** The record, empty where it must be read the general way. */
    static Optional<NodeRecord> read(WireRecord wire, LogPosition position) {
        try {
            return switch (wire.headers().getOrDefault(CloudEventFormat.CONTENT_TYPE, "")) {
                case CloudEventFormat.JSON -> Optional.of(single(wire, position));
                case CloudEventFormat.BATCH -> Optional.of(batch(wire, position));
                default -> Optional.empty();
            };
        } catch (NotPlainException | DateTimeException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static NodeRecord single(WireRecord wire, LogPosition position) {
        PlainContext context = PlainContext.of(wire.headers());
        PlainBytes json = new PlainBytes(wire.value());
        NodeEvent event = (NodeEvent) shape(context.type()).read(json);
        if (!json.atEnd()) {
            throw NotPlainException.INSTANCE;
        }
        return context.record(wire.key(), position, List.of(event));
    }

    /** The events of a record say the same of it, but for their ids and types. */
    private static NodeRecord batch(WireRecord wire, LogPosition position) {
        PlainBytes json = new PlainBytes(wire.value());
        List<NodeEvent> events = new ArrayList<>(4);
        json.require('[');
        PlainContext context = new PlainContext();
        Frame frame = first(json, context);
        events.add((NodeEvent) shape(context.type()).read(json));
        json.require('}');
        while (json.skip(',')) {
            events.add(frame.next(json));
            json.require('}');
        }
        json.require(']');
        if (!json.atEnd()) {
            throw NotPlainException.INSTANCE;
        }
        return context.record(wire.key(), position, events);
    }

    /** All attributes come before the data, and the data comes last. */
    private static Frame first(PlainBytes json, PlainContext context) {
        int from = json.at();
        int idFrom = 0;
        int idTo = 0;
        int typeFrom = 0;
        int typeTo = 0;
        json.require('{');
        while (!json.skip(DATA)) {
            json.simpleText();
            PlainAttribute attribute = PlainAttribute.named(json);
            json.require(':');
            json.simpleText();
            context.take(attribute, json);
            if (attribute == PlainAttribute.ID) {
                idFrom = json.textFrom();
                idTo = json.textTo();
            } else if (attribute == PlainAttribute.TYPE) {
                typeFrom = json.textFrom();
                typeTo = json.textTo();
            }
            json.require(',');
        }
        if (idFrom == 0 || typeFrom < idTo) {
            throw NotPlainException.INSTANCE;
        }
        return new Frame(from, idFrom - 1, idTo + 1, typeFrom - 1, typeTo + 1, json.at());
    }

    /** Where the first event says what all of a record say: before its id, between id and type, and from there to the data. */
    private record Frame(int from, int idFrom, int idTo, int typeFrom, int typeTo, int dataFrom) {
        NodeEvent next(PlainBytes json) {
            json.requireSame(from, idFrom);
            json.simpleText();
            if (json.textFrom() == json.textTo()) {
                throw NotPlainException.INSTANCE;
            }
            json.requireSame(idTo, typeFrom);
            json.simpleText();
            PlainShape shape = BY_TYPE.of(json);
            json.requireSame(typeTo, dataFrom);
            return (NodeEvent) shape.read(json);
        }
    }
}

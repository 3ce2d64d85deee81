package io.rackledger.eventlog.codec;

import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.door.RecordContext;
import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.NodeEvent;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;

/**
 * The short way to read a node record: of the present version of its types, in the form that we write ourselves. Whatever is the least
 * unusual it leaves alone, and the general way tells what it is, or what is wrong with it.
 */
final class PlainRecords {
    private static final String PREFIX = "ce_";
    private static final String VERSION = "1.0";
    /** By wire name. */
    private static final Map<String, ObjectReader> READERS = readers();

    private PlainRecords() {}

    private static Map<String, ObjectReader> readers() {
        Map<String, ObjectReader> readers = new HashMap<>();
        for (WireType<? extends NodeEvent> type : NodeEventTypes.FAMILY.types()) {
            readers.put(
                    type.wireName(),
                    WireJson.MAPPER.readerFor(type.javaType()).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS));
        }
        return readers;
    }

    /** The record, empty where it must be read the general way. */
    static Optional<NodeRecord> read(WireRecord wire, LogPosition position) {
        String contentType = wire.headers().getOrDefault(CloudEventFormat.CONTENT_TYPE, "");
        try (JsonParser json = WireJson.MAPPER.createParser(wire.value())) {
            Reading reading = new Reading(json);
            boolean plain = contentType.equals(CloudEventFormat.JSON)
                    ? reading.single(wire.headers())
                    : contentType.equals(CloudEventFormat.BATCH) && reading.batch();
            return plain && json.nextToken() == null ? reading.record(wire.key(), position) : Optional.empty();
        } catch (JacksonException | DateTimeException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** One record while it is read. */
    private static final class Reading {
        private final JsonParser json;
        private final List<NodeEvent> events = new ArrayList<>(4);
        private Map<String, String> first = Map.of();

        Reading(JsonParser json) {
            this.json = json;
        }

        boolean single(Map<String, String> headers) {
            Map<String, String> attributes = HashMap.newHashMap(headers.size());
            headers.forEach((name, value) -> {
                if (name.startsWith(PREFIX)) {
                    attributes.put(name.substring(PREFIX.length()), value);
                }
            });
            return json.nextToken() == JsonToken.START_OBJECT && take(attributes);
        }

        boolean batch() {
            if (json.nextToken() != JsonToken.START_ARRAY) {
                return false;
            }
            JsonToken next = json.nextToken();
            while (next == JsonToken.START_OBJECT) {
                if (!element() || json.nextToken() != JsonToken.END_OBJECT) {
                    return false;
                }
                next = json.nextToken();
            }
            return next == JsonToken.END_ARRAY;
        }

        /** All attributes come before the data, and the data comes last. */
        private boolean element() {
            Map<String, String> attributes = HashMap.newHashMap(16);
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (name.equals("data")) {
                    return value == JsonToken.START_OBJECT && take(attributes);
                }
                if (value != JsonToken.VALUE_STRING || attributes.put(name, json.getString()) != null) {
                    return false;
                }
            }
            return false;
        }

        private boolean take(Map<String, String> attributes) {
            ObjectReader reader = READERS.get(attributes.getOrDefault("type", ""));
            if (reader == null
                    || attributes.getOrDefault("id", "").isEmpty()
                    || attributes.getOrDefault("source", "").isEmpty()
                    || !attributes.getOrDefault("specversion", "").equals(VERSION)) {
                return false;
            }
            attributes.remove("id");
            attributes.remove("type");
            if (events.isEmpty()) {
                first = attributes;
            } else if (!attributes.equals(first)) {
                return false;
            }
            events.add(reader.readValue(json));
            return true;
        }

        Optional<NodeRecord> record(String key, LogPosition position) {
            boolean complete = !events.isEmpty()
                    && key.equals(first.get("subject"))
                    && first.containsKey("time")
                    && first.containsKey("sequence")
                    && first.containsKey("commandid")
                    && first.containsKey("commandhash");
            return complete
                    ? Optional.of(new NodeRecord(
                            node(key),
                            Long.parseLong(text("sequence")),
                            position,
                            WireTimes.instant(text("time")),
                            context(),
                            events))
                    : Optional.empty();
        }

        /** That of the event where it names its node, so that it is kept once. */
        private NodeId node(String key) {
            return events.getFirst() instanceof NodeEvent.NodeEnrolled enrolled
                            && enrolled.node().value().equals(key)
                    ? enrolled.node()
                    : new NodeId(key);
        }

        private RecordContext context() {
            return new RecordContext(
                    new CommandId(text("commandid")),
                    new Digest(text("commandhash")),
                    text("actor"),
                    text("causationid"),
                    text("correlationid"),
                    text("traceparent"));
        }

        private String text(String name) {
            return first.getOrDefault(name, "");
        }
    }
}

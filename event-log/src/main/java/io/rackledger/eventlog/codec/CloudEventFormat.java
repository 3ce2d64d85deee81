package io.rackledger.eventlog.codec;

import java.io.ByteArrayOutputStream;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * CloudEvents 1.0 in Kafka records: binary mode for one event (Kafka protocol binding 3.2), the JSON batch format (JSON event format
 * 4) as the value for several.
 */
final class CloudEventFormat {
    static final String CONTENT_TYPE = "content-type";
    static final String JSON = "application/json";
    static final String BATCH = "application/cloudevents-batch+json";

    private static final String PREFIX = "ce_";
    private static final String VERSION = "1.0";
    private static final Set<String> CORE =
            Set.of("specversion", "id", "source", "type", "subject", "time", "datacontenttype", "data");
    private static final int TYPICAL_BYTES = 700;
    private static final JsonMapper MAPPER = WireJson.MAPPER;

    private CloudEventFormat() {}

    static WireRecord write(String key, List<CloudEvent> events) {
        return events.size() == 1 ? binary(key, events.getFirst()) : batch(key, events);
    }

    static List<CloudEvent> read(WireRecord wire) throws UnreadableException {
        String contentType = wire.headers().getOrDefault(CONTENT_TYPE, "");
        try {
            return switch (contentType) {
                case JSON -> List.of(fromBinary(wire));
                case BATCH -> fromBatch(wire);
                default -> throw new UnreadableException("content type '" + contentType + "' is not known");
            };
        } catch (JacksonException | DateTimeException e) {
            throw new UnreadableException("not a CloudEvent: " + e.getMessage(), e);
        }
    }

    private static WireRecord binary(String key, CloudEvent event) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(CONTENT_TYPE, JSON);
        core(event).forEach((name, value) -> headers.put(PREFIX + name, value));
        event.extensions().forEach((name, value) -> headers.put(PREFIX + name, value));
        return new WireRecord(key, headers, MAPPER.writeValueAsBytes(event.data()));
    }

    /** Written as it goes, without a tree of it: every command writes one. */
    private static WireRecord batch(String key, List<CloudEvent> events) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(TYPICAL_BYTES * events.size());
        try (JsonGenerator json = MAPPER.createGenerator(bytes)) {
            json.writeStartArray();
            for (CloudEvent event : events) {
                json.writeStartObject();
                core(event).forEach(json::writeStringProperty);
                json.writeStringProperty("datacontenttype", JSON);
                event.extensions().forEach(json::writeStringProperty);
                json.writePOJOProperty("data", event.data());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        return new WireRecord(key, Map.of(CONTENT_TYPE, BATCH), bytes.toByteArray());
    }

    private static Map<String, String> core(CloudEvent event) {
        Map<String, String> core = new LinkedHashMap<>();
        core.put("specversion", VERSION);
        core.put("id", event.id());
        core.put("source", event.source());
        core.put("type", event.type());
        core.put("subject", event.subject());
        core.put("time", event.time().toString());
        return core;
    }

    private static CloudEvent fromBinary(WireRecord wire) throws UnreadableException {
        SortedMap<String, String> attributes = new TreeMap<>();
        wire.headers().forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                attributes.put(name.substring(PREFIX.length()), value);
            }
        });
        return event(attributes, MAPPER.readTree(wire.value()));
    }

    private static List<CloudEvent> fromBatch(WireRecord wire) throws UnreadableException {
        JsonNode array = MAPPER.readTree(wire.value());
        if (!array.isArray() || array.isEmpty()) {
            throw new UnreadableException("a batch must be a JSON array with at least one event");
        }
        List<CloudEvent> events = new ArrayList<>();
        for (JsonNode each : array) {
            SortedMap<String, String> attributes = new TreeMap<>();
            for (Map.Entry<String, JsonNode> field : each.properties()) {
                if (field.getValue().isString()) {
                    attributes.put(field.getKey(), field.getValue().stringValue());
                }
            }
            events.add(event(attributes, each.path("data")));
        }
        return events;
    }

    private static CloudEvent event(SortedMap<String, String> attributes, JsonNode data) throws UnreadableException {
        String version = required(attributes, "specversion");
        if (!version.equals(VERSION)) {
            throw new UnreadableException("CloudEvents version " + version + " is not known");
        }
        SortedMap<String, String> extensions = new TreeMap<>(attributes);
        extensions.keySet().removeAll(CORE);
        return new CloudEvent(
                required(attributes, "id"),
                required(attributes, "source"),
                required(attributes, "type"),
                required(attributes, "subject"),
                WireTimes.instant(required(attributes, "time")),
                extensions,
                data);
    }

    private static String required(Map<String, String> attributes, String name) throws UnreadableException {
        String value = attributes.get(name);
        if (value == null || value.isEmpty()) {
            throw new UnreadableException("CloudEvents attribute " + name + " is missing");
        }
        return value;
    }
}

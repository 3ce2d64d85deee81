package io.rackledger.eventlog.kafka;

import static io.rackledger.eventlog.kafka.AsyncApiDocument.ordered;
import static io.rackledger.eventlog.kafka.AsyncApiDocument.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** CloudEvents attributes of a topic: as headers of a single event, and as fields of the events of a batch. */
final class AsyncApiAttributes {
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("sequence", "Number of the record in its key's stream, from 1; the fold rule goes by it."),
            Map.entry("commandid", "Id of the command that decided it."),
            Map.entry("commandhash", "Digest of the command's content."),
            Map.entry("attempt", "The attempt that was running."),
            Map.entry("actor", "Who gave the command."),
            Map.entry("causationid", "What the command was caused by."),
            Map.entry("correlationid", "What it all belongs to."),
            Map.entry("traceparent", "W3C trace context."),
            Map.entry("seenby", "Address of the machine or service that it was seen from."),
            Map.entry("nodeclock", "The machine's own clock, where it told."),
            Map.entry(
                    "knownby",
                    "By what the subject is known where the body does not tell it: token, mac, lease or address."),
            Map.entry("stage", "Which system of the machine spoke: ephemeral or installed."));

    private AsyncApiAttributes() {}

    /** Headers of a record in binary mode. */
    static Map<String, Object> binary(AsyncApiTopic facts) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("content-type", ordered("const", "application/json"));
        List<String> required = new ArrayList<>(List.of("content-type"));
        attributes(facts, "ce_", properties, required);
        return ordered("type", "object", "properties", properties, "required", required);
    }

    /** A record of several events: an array of CloudEvents as its value. */
    static Map<String, Object> batch(String name, AsyncApiTopic facts, List<String> types) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>(List.of("type", "data", "datacontenttype"));
        properties.put("datacontenttype", ordered("const", "application/json"));
        attributes(facts, "", properties, required);
        List<Object> variants = new ArrayList<>();
        for (String type : types) {
            Map<String, Object> variant =
                    ordered("type", ordered("const", type), "data", reference("./schemas/" + type + ".json"));
            variants.add(ordered("properties", variant));
        }
        Map<String, Object> event =
                ordered("type", "object", "properties", properties, "required", required, "oneOf", variants);
        Map<String, Object> headers = ordered(
                "type",
                "object",
                "properties",
                ordered("content-type", ordered("const", BATCH)),
                "required",
                List.of("content-type"));
        return ordered(
                "name",
                name,
                "title",
                "All events of a command that decided several: they count together or not at all.",
                "contentType",
                BATCH,
                "headers",
                headers,
                "payload",
                ordered("type", "array", "minItems", 2, "items", event),
                "bindings",
                AsyncApiDocument.keyed(facts));
    }

    private static void attributes(
            AsyncApiTopic facts, String prefix, Map<String, Object> properties, List<String> required) {
        properties.put(prefix + "specversion", ordered("const", "1.0"));
        properties.put(prefix + "id", ordered("type", "string", "minLength", 1));
        properties.put(prefix + "source", ordered("const", facts.source()));
        properties.put(prefix + "subject", ordered("type", "string", "description", facts.subject()));
        properties.put(prefix + "time", ordered("type", "string", "format", "date-time"));
        required.addAll(
                List.of(prefix + "specversion", prefix + "id", prefix + "source", prefix + "subject", prefix + "time"));
        if (!prefix.isEmpty()) {
            properties.put(prefix + "type", ordered("type", "string"));
            required.add(prefix + "type");
        }
        for (String name : facts.required()) {
            properties.put(prefix + name, extension(name));
            required.add(prefix + name);
        }
        facts.further().forEach(name -> properties.put(prefix + name, extension(name)));
    }

    private static Map<String, Object> extension(String name) {
        Map<String, Object> schema = ordered("type", "string", "description", WORDS.getOrDefault(name, ""));
        return switch (name) {
            case "sequence" -> {
                schema.put("pattern", "^[1-9][0-9]*$");
                yield schema;
            }
            case "nodeclock" -> {
                schema.put("format", "date-time");
                yield schema;
            }
            default -> schema;
        };
    }
}

package io.rackledger.eventlog.kafka;

import io.rackledger.eventlog.EventLog;
import io.rackledger.eventlog.codec.WireFamilies;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The log as an AsyncAPI 3.0 document: channels are topics, messages are event types, operations are what each role does. */
final class AsyncApiDocument {
    private static final LogSettings SETTINGS = LogSettings.embedded("localhost:9092");
    private static final String BINDING = "0.5.0";
    private static final List<String> NUMBERS =
            List.of("retention.ms", "retention.bytes", "delete.retention.ms", "max.message.bytes");

    private AsyncApiDocument() {}

    static Map<String, Object> build() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("asyncapi", "3.0.0");
        document.put("info", info());
        document.put("defaultContentType", "application/json");
        Map<String, Object> channels = new LinkedHashMap<>();
        Map<String, Object> operations = new LinkedHashMap<>();
        Map<String, Object> messages = new LinkedHashMap<>();
        Map<String, Object> schemas = new LinkedHashMap<>();
        for (TopicName topic : TopicName.values()) {
            AsyncApiTopic facts = AsyncApiTopic.of(topic);
            List<String> names = messages(topic, facts, messages, schemas);
            channels.put(topic.suffix(), channel(topic, facts, names));
            facts.senders()
                    .forEach((role, why) -> operations.put(id(role, "Sends", topic), operation("send", topic, why)));
            facts.receivers()
                    .forEach((role, why) ->
                            operations.put(id(role, "Receives", topic), operation("receive", topic, why)));
        }
        document.put("channels", channels);
        document.put("operations", operations);
        document.put("components", ordered("messages", messages, "schemas", schemas));
        return document;
    }

    private static Map<String, Object> info() {
        return ordered(
                "title",
                "Rackledger log",
                "version",
                EventLog.PROGRAM_VERSION,
                "description",
                "The log is the system: decided facts, claims, signals of machines, boot plans and documents, as Kafka topics under one"
                        + " prefix. Records are CloudEvents 1.0 with JSON data: in binary mode (attributes as ce_ headers, data as value), or,"
                        + " where one command decided several events, as one record in the JSON batch format. A record of a key with a"
                        + " sequence counts only if its sequence follows the last one that counted; all others are void. Readers ignore"
                        + " fields that they do not know, and stop at types and versions that they do not know. The headers"
                        + " rackledger-writer and rackledger-version are no CloudEvents attributes: they name the writing instance and its"
                        + " program's version. See docs/event-schemas.md.");
    }

    private static Map<String, Object> channel(TopicName topic, AsyncApiTopic facts, List<String> names) {
        Map<String, Object> messages = new LinkedHashMap<>();
        names.forEach(name -> messages.put(name, reference("#/components/messages/" + name)));
        return ordered(
                "address",
                topic.in(SETTINGS),
                "description",
                facts.about() + " Key: " + facts.key() + ". Kept: " + facts.kept() + ".",
                "messages",
                messages,
                "bindings",
                ordered(
                        "kafka",
                        ordered(
                                "topic",
                                topic.in(SETTINGS),
                                "topicConfiguration",
                                configuration(topic),
                                "bindingVersion",
                                BINDING)));
    }

    /** As the topic is created on the embedded broker. */
    private static Map<String, Object> configuration(TopicName topic) {
        Map<String, Object> configuration = new TreeMap<>();
        TopicLayout.of(topic, SETTINGS).configs().forEach((name, value) -> {
            if (name.equals("cleanup.policy")) {
                configuration.put(name, List.of(value));
            } else {
                configuration.put(name, NUMBERS.contains(name) ? Long.valueOf(value) : value);
            }
        });
        return configuration;
    }

    private static List<String> messages(
            TopicName topic, AsyncApiTopic facts, Map<String, Object> messages, Map<String, Object> schemas) {
        if (facts.family().isEmpty()) {
            messages.put(topic.suffix(), rawDocument(facts));
            return List.of(topic.suffix());
        }
        List<String> names = new ArrayList<>(WireFamilies.namesOf(facts.family()));
        String attributes = topic.suffix() + "-attributes";
        schemas.put(attributes, AsyncApiAttributes.binary(facts));
        for (String name : names) {
            messages.put(name, message(name, facts, reference("#/components/schemas/" + attributes)));
        }
        if (facts.batched()) {
            String batch = topic.suffix() + "-batch";
            messages.put(batch, AsyncApiAttributes.batch(batch, facts, names));
            names.add(batch);
        }
        return names;
    }

    private static Map<String, Object> message(String type, AsyncApiTopic facts, Map<String, Object> attributes) {
        Map<String, Object> typed = ordered("type", "object", "properties", ordered("ce_type", ordered("const", type)));
        return ordered(
                "name",
                type,
                "title",
                WireFamilies.title(type),
                "contentType",
                "application/json",
                "headers",
                ordered("allOf", List.of(attributes, typed)),
                "payload",
                reference("./schemas/" + type + ".json"),
                "bindings",
                keyed(facts));
    }

    private static Map<String, Object> rawDocument(AsyncApiTopic facts) {
        return ordered(
                "name",
                "document",
                "title",
                "The bytes as they are kept; no value where they were erased.",
                "contentType",
                "application/octet-stream",
                "payload",
                ordered("type", "string", "format", "binary"),
                "bindings",
                keyed(facts));
    }

    static Map<String, Object> keyed(AsyncApiTopic facts) {
        return ordered(
                "kafka",
                ordered("key", ordered("type", "string", "description", facts.key()), "bindingVersion", BINDING));
    }

    private static Map<String, Object> operation(String action, TopicName topic, String why) {
        return ordered("action", action, "channel", reference("#/channels/" + topic.suffix()), "summary", why);
    }

    private static String id(String role, String verb, TopicName topic) {
        StringBuilder id = new StringBuilder(role).append(verb);
        for (String word : topic.suffix().split("-", -1)) {
            id.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        return id.toString();
    }

    static Map<String, Object> reference(String to) {
        return ordered("$ref", to);
    }

    static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}

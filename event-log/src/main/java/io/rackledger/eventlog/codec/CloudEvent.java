package io.rackledger.eventlog.codec;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * One CloudEvent, version 1.0.
 *
 * @param extensions extension attributes by their lower-case names; those without a value are left out
 */
record CloudEvent(
        String id,
        String source,
        String type,
        String subject,
        Instant time,
        SortedMap<String, String> extensions,
        JsonNode data) {
    CloudEvent {
        extensions = Collections.unmodifiableSortedMap(new TreeMap<>(extensions));
    }

    /** An extension that must be there. */
    String extension(String name) throws UnreadableException {
        String value = extensions.get(name);
        if (value == null) {
            throw new UnreadableException("extension " + name + " is missing in event " + id);
        }
        return value;
    }

    /** An extension that may be left out, then empty. */
    String extensionOrEmpty(String name) {
        return extensions.getOrDefault(name, "");
    }

    /** Adds the extension where it says something. */
    static void put(Map<String, String> extensions, String name, String value) {
        if (!value.isEmpty()) {
            extensions.put(name, value);
        }
    }
}

package io.rackledger.boot.report;

import io.rackledger.core.signal.SignalBody.CloudInitReported;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** What a post to cloud-init's webhook says. Its Content-Type is of no account: cloud-init sends none. */
public sealed interface CloudInitReport {
    /**
     * A report. cloud-init gives it no id; name, kind and time stamp are what make it the same report.
     *
     * @param parts what makes it the same fact when it comes again
     */
    record Understood(CloudInitReported body, Optional<Instant> nodeClock, List<String> parts)
            implements CloudInitReport {}

    /** Not what cloud-init sends. */
    record Garbled(String reason) implements CloudInitReport {}

    /** Reads a body of bounded length; nesting, names and numbers are bounded here. */
    static CloudInitReport parse(byte[] body) {
        try {
            return Reading.of(body);
        } catch (JacksonException e) {
            // A broken limit has no location, and Jackson's own words repeat the body.
            return new Garbled("The body is not JSON as cloud-init's webhook sends it ("
                    + e.getClass().getSimpleName() + ").");
        }
    }

    /** The fields as they come by; what is not known is skipped. */
    final class Reading {
        private static final JsonFactory JSON = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(16)
                        .maxNameLength(256)
                        .maxNumberLength(64)
                        .maxStringLength(65_536)
                        .maxDocumentLength(65_536)
                        .build())
                .build();

        private String name = "";
        private String description = "";
        private String eventType = "";
        private String result = "";
        private String origin = "";
        private String timestamp = "";

        private Reading() {}

        private static CloudInitReport of(byte[] body) {
            Reading reading = new Reading();
            try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
                if (parser.nextToken() != JsonToken.START_OBJECT) {
                    return new Garbled("The body is not a JSON object as cloud-init's webhook sends it.");
                }
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    reading.field(parser.currentName(), parser);
                }
                if (parser.nextToken() != null) {
                    return new Garbled("Something follows the JSON object.");
                }
            }
            return reading.report(body);
        }

        private void field(String field, JsonParser parser) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
                parser.skipChildren();
                return;
            }
            String text = token == JsonToken.VALUE_NULL ? "" : parser.getString();
            switch (field) {
                case "name" -> name = text;
                case "description" -> description = text;
                case "event_type" -> eventType = text;
                case "result" -> result = text;
                case "origin" -> origin = text;
                case "timestamp" -> timestamp = text;
                default -> {
                    // cloud-init and curtin send more, such as files; it is not needed.
                }
            }
        }

        private CloudInitReport report(byte[] body) {
            if (name.isBlank() || eventType.isBlank()) {
                return new Garbled("The report lacks its name or event_type.");
            }
            String when = timestamp.isEmpty() ? new String(body, StandardCharsets.ISO_8859_1) : timestamp;
            return new Understood(
                    new CloudInitReported(name, description, eventType, result, origin),
                    NodeClock.parse(timestamp),
                    List.of("webhook", name, eventType, when));
        }
    }
}

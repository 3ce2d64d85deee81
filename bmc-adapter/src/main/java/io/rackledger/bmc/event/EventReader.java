package io.rackledger.bmc.event;

import io.rackledger.core.signal.SignalBody.BmcEventHeard;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what a BMC posts (DSP0268, "Event", from version 1.0 on): what is known of each event is taken, whatever stands beside it. Pure.
 */
final class EventReader {
    /** Events in one body. */
    static final int MOST = 100;

    private static final int MOST_ARGUMENTS = 20;

    private EventReader() {}

    /** What a body holds. */
    sealed interface Read {
        /** In the order of the body; it may hold none. */
        record Events(List<BmcEventHeard> events) implements Read {}

        /** Nothing of it is taken. */
        record Unreadable(String reason) implements Read {}
    }

    /** @param masking takes out what must not be written down */
    static Read read(byte[] body, UnaryOperator<String> masking) {
        JsonNode told;
        try {
            told = JsonMapper.shared().readTree(body);
        } catch (JacksonException e) {
            return new Read.Unreadable("The body is not JSON.");
        }
        JsonNode list = told.path("Events");
        if (!list.isArray()) {
            return new Read.Unreadable("The body has no array Events; only Redfish events are taken here.");
        }
        if (list.size() > MOST) {
            return new Read.Unreadable("Events has " + list.size() + " members; at most " + MOST + " are taken.");
        }
        List<BmcEventHeard> events = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            BmcEventHeard event = event(list.get(i), masking);
            if (event.messageId().isEmpty() && event.message().isEmpty()) {
                return new Read.Unreadable("Events/" + i + " tells neither MessageId nor Message nor EventType.");
            }
            events.add(event);
        }
        return new Read.Events(List.copyOf(events));
    }

    private static BmcEventHeard event(JsonNode told, UnaryOperator<String> masking) {
        return new BmcEventHeard(
                masking.apply(text(told.path("EventId"))),
                masking.apply(text(told.path("MessageId"))),
                masking.apply(firstOf(text(told.path("MessageSeverity")), text(told.path("Severity")))),
                masking.apply(firstOf(
                        text(told.path("Message")),
                        firstOf(arguments(told.path("MessageArgs")), text(told.path("EventType"))))),
                masking.apply(origin(told.path("OriginOfCondition"))),
                masking.apply(text(told.path("EventTimestamp"))));
    }

    /** A link since version 1.1, before that the path itself. */
    private static String origin(JsonNode told) {
        return firstOf(text(told.path("@odata.id")), text(told));
    }

    private static String arguments(JsonNode told) {
        StringJoiner words = new StringJoiner(", ");
        for (int i = 0; i < Math.min(told.size(), MOST_ARGUMENTS); i++) {
            words.add(text(told.path(i)));
        }
        return words.toString();
    }

    private static String firstOf(String one, String other) {
        return one.isEmpty() ? other : one;
    }

    /** Some write numbers where the schema wants text. */
    private static String text(JsonNode told) {
        return told.isString() || told.isNumber() ? told.asString() : "";
    }
}

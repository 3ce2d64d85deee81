package io.rackledger.eventlog.codec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A closed set of wire types, and the reading of any version of them. */
final class WireFamily<T> {
    private static final Pattern VERSIONED = Pattern.compile("(.{1,200})\\.v([1-9][0-9]{0,3})");
    private static final JsonMapper MAPPER = WireJson.MAPPER;

    private final Map<String, WireType<? extends T>> byName = new HashMap<>();
    private final List<WireType<? extends T>> types;
    private final Upcasters upcasters;

    WireFamily(List<WireType<? extends T>> types, Upcasters upcasters) {
        this.types = List.copyOf(types);
        this.upcasters = upcasters;
        for (WireType<? extends T> type : types) {
            if (byName.put(type.unversioned(), type) != null) {
                throw new IllegalArgumentException("wire type " + type.unversioned() + " is listed twice");
            }
        }
    }

    List<WireType<? extends T>> types() {
        return types;
    }

    /** The data as it will stand in the record; it becomes JSON only there. */
    JsonNode write(T value) {
        return MAPPER.getNodeFactory().pojoNode(value);
    }

    /** Refuses a type or a version that this program does not know; asked before anything else of an event is looked at. */
    void requireKnown(String wireName) throws UnreadableException {
        known(wireName);
    }

    /** Reads data of the type named, of its present version or an older one. */
    T read(String wireName, JsonNode data) throws UnreadableException {
        Known<T> known = known(wireName);
        WireType<? extends T> type = known.type();
        if (!(data instanceof ObjectNode object)) {
            throw new UnreadableException("data of " + wireName + " is not a JSON object");
        }
        ObjectNode present = upcasters.lift(type.unversioned(), known.version(), type.version(), object);
        try {
            return MAPPER.treeToValue(present, type.javaType());
        } catch (JacksonException e) {
            String reason = "data of " + wireName + " cannot be read: " + e.getOriginalMessage();
            throw namesSomethingNewer(e)
                    ? new NewerTypeException(wireName, reason)
                    : new UnreadableException(reason, e);
        }
    }

    private record Known<T>(WireType<? extends T> type, int version) {}

    private Known<T> known(String wireName) throws UnreadableException {
        Matcher matcher = VERSIONED.matcher(wireName);
        if (!matcher.matches()) {
            throw new UnreadableException("event type '" + wireName + "' has no version");
        }
        WireType<? extends T> type = byName.get(matcher.group(1));
        int version = Integer.parseInt(matcher.group(2));
        if (type == null || version > type.version()) {
            throw notKnown(wireName);
        }
        return new Known<>(type, version);
    }

    private static UnreadableException notKnown(String wireName) {
        String reason = "event type " + wireName + " is not known to this version of the engine";
        return wireName.startsWith(WireType.ORGANISATION)
                ? new NewerTypeException(wireName, reason)
                : new UnreadableException(reason);
    }

    /** A name that a closed list did not have when this program was built, or a variant that a sealed type did not have. */
    private static boolean namesSomethingNewer(JacksonException e) {
        return e instanceof InvalidTypeIdException variant && variant.getTypeId() != null
                || e.getCause() instanceof UnknownNameException;
    }
}

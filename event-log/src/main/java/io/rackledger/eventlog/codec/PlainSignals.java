package io.rackledger.eventlog.codec;

import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import java.time.DateTimeException;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;

/**
 * The short way to read a signal: of the present version of its type, in the form that we write ourselves. Heartbeats are the most of all
 * records. Whatever is the least unusual is left to the general way, which tells what it is, or what is wrong with it.
 */
final class PlainSignals {
    private static final String PREFIX = "ce_";
    private static final String VERSION = "1.0";
    /** By wire name. */
    private static final Map<String, ObjectReader> READERS = SignalTypes.FAMILY.types().stream()
            .collect(Collectors.toUnmodifiableMap(
                    type -> type.wireName(), type -> WireJson.MAPPER.readerFor(type.javaType())));

    private PlainSignals() {}

    /** The signal, empty where it must be read the general way. */
    static Optional<Signal> read(WireRecord wire) {
        Map<String, String> headers = wire.headers();
        String type = headers.getOrDefault(PREFIX + "type", "");
        ObjectReader reader = READERS.get(type);
        if (reader == null || !plain(headers) || wire.value().length == 0 || wire.value()[0] != '{') {
            return Optional.empty();
        }
        UnaryOperator<String> attributes = name -> headers.getOrDefault(PREFIX + name, "");
        try {
            SignalBody body = reader.readValue(wire.value());
            return Optional.of(SignalCodec.signal(
                    attributes.apply("id"),
                    attributes.apply("subject"),
                    WireTimes.instant(attributes.apply("time")),
                    type,
                    attributes,
                    body));
        } catch (UnreadableException | JacksonException | DateTimeException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static boolean plain(Map<String, String> headers) {
        return CloudEventFormat.JSON.equals(headers.get(CloudEventFormat.CONTENT_TYPE))
                && VERSION.equals(headers.get(PREFIX + "specversion"))
                && has(headers, "id")
                && has(headers, "source")
                && has(headers, "subject")
                && has(headers, "time");
    }

    private static boolean has(Map<String, String> headers, String attribute) {
        return !headers.getOrDefault(PREFIX + attribute, "").isEmpty();
    }
}

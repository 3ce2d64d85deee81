package io.rackledger.eventlog.codec;

import java.time.DateTimeException;
import java.util.function.Function;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;

/** Reads a value from one JSON text or number, with the value's own check. */
final class ScalarDeserializer<V> extends StdDeserializer<V> {
    private final Class<V> type;
    private final Function<String, V> parse;

    ScalarDeserializer(Class<V> type, Function<String, V> parse) {
        super(type);
        this.type = type;
        this.parse = parse;
    }

    @Override
    public V deserialize(JsonParser json, DeserializationContext context) {
        if (!json.currentToken().isScalarValue()) {
            return context.reportInputMismatch(
                    type, "a text or number is wanted for %s, not %s", type.getSimpleName(), json.currentToken());
        }
        try {
            return parse.apply(json.getString());
        } catch (UnknownNameException e) {
            throw (MismatchedInputException)
                    MismatchedInputException.from(json, type, e.getMessage()).initCause(e);
        } catch (IllegalArgumentException | DateTimeException e) {
            return context.reportInputMismatch(type, "%s", e.getMessage());
        }
    }
}

package io.rackledger.eventlog.codec;

import java.util.function.BiConsumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/** Writes a value as one JSON text or number. */
final class ScalarSerializer<V> extends StdSerializer<V> {
    private final BiConsumer<V, JsonGenerator> write;

    ScalarSerializer(Class<V> type, BiConsumer<V, JsonGenerator> write) {
        super(type);
        this.write = write;
    }

    @Override
    public void serialize(V value, JsonGenerator json, SerializationContext context) {
        write.accept(value, json);
    }
}

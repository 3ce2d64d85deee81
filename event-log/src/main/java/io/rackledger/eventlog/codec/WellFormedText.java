package io.rackledger.eventlog.codec;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/** Writes text that may come from a machine: half a surrogate pair, which UTF-8 cannot carry, becomes U+FFFD. */
final class WellFormedText extends StdSerializer<String> {
    private static final char REPLACEMENT = '\uFFFD';

    WellFormedText() {
        super(String.class);
    }

    @Override
    public void serialize(String value, JsonGenerator json, SerializationContext context) {
        json.writeString(of(value));
    }

    static String of(String value) {
        int at = 0;
        while (at < value.length() && !Character.isSurrogate(value.charAt(at))) {
            at++;
        }
        return at == value.length() ? value : repaired(value);
    }

    private static String repaired(String value) {
        StringBuilder out = new StringBuilder(value.length());
        value.codePoints().forEach(c -> {
            boolean half = Character.getType(c) == Character.SURROGATE;
            out.appendCodePoint(half ? REPLACEMENT : c);
        });
        return out.toString();
    }
}

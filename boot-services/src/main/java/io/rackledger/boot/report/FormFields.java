package io.rackledger.boot.report;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Fields of a form, as bytes, whatever the Content-Type said. At most 64 fields; the first of a name counts. A broken
 * percent-escape stays as it stands: the machine's words are worth more than its grammar.
 */
public final class FormFields {
    private static final int MOST_FIELDS = 64;
    private static final int LONGEST_NAME = 64;
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");

    private final Map<String, byte[]> fields;

    private FormFields(Map<String, byte[]> fields) {
        this.fields = fields;
    }

    /** Reads {@code a=1&b=2}, from a body or from a query. */
    public static FormFields parse(byte[] form) {
        Map<String, byte[]> fields = new LinkedHashMap<>();
        int start = 0;
        while (start <= form.length && fields.size() < MOST_FIELDS) {
            int end = indexOf(form, '&', start, form.length);
            int equals = indexOf(form, '=', start, end);
            String name = new String(decoded(form, start, equals), StandardCharsets.UTF_8);
            if (!name.isEmpty() && name.length() <= LONGEST_NAME) {
                fields.putIfAbsent(name, decoded(form, Math.min(equals + 1, end), end));
            }
            start = end + 1;
        }
        return new FormFields(fields);
    }

    /** The same fields with each value changed. */
    public FormFields with(UnaryOperator<byte[]> change) {
        Map<String, byte[]> changed = new LinkedHashMap<>();
        fields.forEach((name, value) -> changed.put(name, change.apply(value)));
        return new FormFields(changed);
    }

    public static FormFields parse(String query) {
        return parse(query.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The field's bytes, for output of programs. */
    public Optional<byte[]> bytes(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** The field as UTF-8 text; broken bytes become U+FFFD. */
    public Optional<String> text(String name) {
        return bytes(name).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** The field as a whole number from {@code least} to {@code most}; empty where it is missing or anything else. */
    public Optional<Long> number(String name, long least, long most) {
        return text(name)
                .filter(text -> NUMBER.matcher(text).matches())
                .map(Long::parseLong)
                .filter(number -> number >= least && number <= most);
    }

    private static int indexOf(byte[] bytes, char wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return to;
    }

    private static byte[] decoded(byte[] form, int from, int to) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(to - from);
        for (int i = from; i < to; i++) {
            int hex = form[i] == '%' && i + 2 < to ? hexPair(form[i + 1], form[i + 2]) : -1;
            if (hex >= 0) {
                out.write(hex);
                i += 2;
            } else {
                out.write(form[i] == '+' ? ' ' : form[i]);
            }
        }
        return out.toByteArray();
    }

    private static int hexPair(byte high, byte low) {
        int h = Character.digit(high, 16);
        int l = Character.digit(low, 16);
        return h < 0 || l < 0 ? -1 : h << 4 | l;
    }
}

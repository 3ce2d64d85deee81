package io.rackledger.command.rest;

import io.rackledger.core.identity.Text;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Parses one of a closed set of words: an enum constant in lower case with '-' for '_', or in its own form. */
final class Choice {
    private Choice() {}

    static <E extends Enum<E>> E of(String field, Class<E> type, @Nullable String text) {
        String wanted = (text == null ? "" : text).toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new FieldFault(
                        field,
                        field + " '" + Text.shorten(text == null ? "" : text) + "' is not known",
                        "use one of "
                                + String.join(
                                        ", ",
                                        Arrays.stream(type.getEnumConstants())
                                                .map(Choice::word)
                                                .toList())));
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

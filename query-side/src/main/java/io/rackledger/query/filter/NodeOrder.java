package io.rackledger.query.filter;

import io.rackledger.core.identity.Text;
import io.rackledger.query.document.QueryProblem;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Order of a list of nodes; equal ones follow by id.
 *
 * @param descending written with a leading '-'
 */
public record NodeOrder(Key key, boolean descending) {
    public static final NodeOrder BY_NAME = new NodeOrder(Key.NAME, false);
    public static final NodeOrder BY_DEADLINE = new NodeOrder(Key.DEADLINE, false);

    /** What can be ordered by. Expressions are never null, so that a page can go on after any row. */
    public enum Key {
        NAME("name", "text"),
        STATE("state", "text"),
        /** Since when in the present state. */
        SINCE("state_since", "timestamptz"),
        /** When last changed. */
        UPDATED("updated_at", "timestamptz"),
        /** The earliest deadline; nodes without one come last. */
        DEADLINE("coalesce(wait_due, 'infinity')", "timestamptz");

        private final String expression;
        private final String type;

        Key(String expression, String type) {
            this.expression = expression;
            this.type = type;
        }

        public String expression() {
            return expression;
        }

        public String type() {
            return type;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Reads {@code name}, {@code -updated}. */
    public static NodeOrder parse(String text) {
        boolean descending = text.startsWith("-");
        String word = descending ? text.substring(1) : text;
        return Arrays.stream(Key.values())
                .filter(key -> key.word().equals(word))
                .findFirst()
                .map(key -> new NodeOrder(key, descending))
                .orElseThrow(() -> QueryProblem.badParameter(
                        "BAD_SORT",
                        "sort",
                        "there is no order '" + Text.shorten(text) + "'",
                        "use one of " + all() + ", with '-' in front for descending"));
    }

    @Override
    public String toString() {
        return (descending ? "-" : "") + key.word();
    }

    private static String all() {
        return Arrays.stream(Key.values()).map(Key::word).collect(Collectors.joining(", "));
    }
}

package io.rackledger.core.identity;

/** Checks and bounds of short texts, so that a refused value is always told with its field and a remedy. */
public final class Text {
    private static final int SHOWN = 80;

    private Text() {}

    /** Refuses a value with a message that names the field, the value and what is wanted. */
    public static void require(boolean ok, String field, String value, String wanted) {
        if (!ok) {
            throw new IllegalArgumentException(field + " '" + shorten(value) + "' is not accepted; use " + wanted);
        }
    }

    /** Printable, at most 80 characters: control characters become '?'. */
    public static String shorten(String value) {
        String printable = printable(value);
        return printable.length() <= SHOWN ? printable : cut(printable, SHOWN) + "...";
    }

    /** Replaces control, format (bidirectional marks) and line-separating characters, so that foreign text cannot forge output. */
    public static String printable(String value) {
        if (isAscii(value)) {
            return value;
        }
        StringBuilder out = new StringBuilder(value.length());
        value.codePoints().forEach(c -> out.appendCodePoint(isPlain(c) ? c : '?'));
        return out.toString();
    }

    /**
     * Foreign text as it may be kept and shown: line feeds stay, every other control, format (bidirectional marks) or line-separating
     * character becomes an escape such as {@code \x1b}, so that nothing in it can move a cursor, turn a line around or
     * forge another line.
     */
    public static String escaped(String value) {
        if (isAscii(value)) {
            return value;
        }
        StringBuilder out = new StringBuilder(value.length());
        value.codePoints().forEach(c -> {
            if (c == '\n' || isPlain(c)) {
                out.appendCodePoint(c);
            } else {
                out.append(escape(c));
            }
        });
        return out.toString();
    }

    private static String escape(int c) {
        return switch (c) {
            case '\t' -> "\\t";
            case '\r' -> "\\r";
            default -> c < 0x100 ? "\\x%02x".formatted(c) : "\\u%04x".formatted(c);
        };
    }

    /**
     * Whether the characters from one place to before another are all lower-case hex digits. By hand, as the other forms that stand in
     * each record of the log: a fold reads some of them with every record, and a pattern costs it ten times as much.
     */
    static boolean isHex(String value, int from, int to) {
        boolean hex = to <= value.length();
        for (int i = from; hex && i < to; i++) {
            char c = value.charAt(i);
            hex = c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
        }
        return hex;
    }

    /** Whether there is something, at most so long, of visible ASCII characters only. */
    public static boolean isVisible(String value, int longest) {
        boolean visible = !value.isEmpty() && value.length() <= longest;
        for (int i = 0; visible && i < value.length(); i++) {
            visible = value.charAt(i) > ' ' && value.charAt(i) <= '~';
        }
        return visible;
    }

    /** Whether there are only characters that nobody need look at twice, as in nearly every text of a log. */
    private static boolean isAscii(String value) {
        int at = 0;
        while (at < value.length() && value.charAt(at) >= ' ' && value.charAt(at) <= '~') {
            at++;
        }
        return at == value.length();
    }

    /** As {@link #printable}, and cut to {@code limit} characters. */
    public static String bounded(String value, int limit) {
        String printable = printable(value);
        return printable.length() <= limit ? printable : cut(printable, limit);
    }

    /** Never between the two halves of a character: half of one cannot be written and read back. */
    private static String cut(String value, int limit) {
        boolean halves = limit > 0 && Character.isHighSurrogate(value.charAt(limit - 1));
        return value.substring(0, halves ? limit - 1 : limit);
    }

    private static boolean isPlain(int c) {
        int type = Character.getType(c);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && type != Character.SURROGATE
                && type != Character.UNASSIGNED;
    }
}

package io.rackledger.boot.report;

import java.nio.charset.StandardCharsets;

/** Text of machines, as it may be kept and shown: nothing in it can move a cursor, turn a line around or forge another line. */
public final class ForeignText {
    private ForeignText() {}

    /**
     * Bytes of a step's output as lines. Broken UTF-8 becomes U+FFFD, line ends stay, every other control or format character
     * becomes an escape such as {@code \x1b} or {@code \u202e}.
     */
    public static String lines(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\n' || !isHidden(c)) {
                out.appendCodePoint(c);
            } else {
                out.append(escaped(c));
            }
        });
        return out.toString();
    }

    private static boolean isHidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }

    private static String escaped(int c) {
        return switch (c) {
            case '\t' -> "\\t";
            case '\r' -> "\\r";
            default -> c < 0x100 ? "\\x%02x".formatted(c) : "\\u%04x".formatted(c);
        };
    }
}

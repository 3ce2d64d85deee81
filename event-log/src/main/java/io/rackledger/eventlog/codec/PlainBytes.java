package io.rackledger.eventlog.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A place in JSON of the plainest kind: no white space, whole numbers, texts as they are written. Moves forward over what
 * is asked for; {@link NotPlainException} at anything else, also where that would be good JSON.
 */
final class PlainBytes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101010101010101L;
    private static final long TOPS = 0x8080808080808080L;
    private static final int MOST_DIGITS = 18;

    private final byte[] bytes;
    private int at;
    private int textFrom;
    private int textTo;
    private boolean simple;

    PlainBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    byte[] bytes() {
        return bytes;
    }

    int at() {
        return at;
    }

    boolean atEnd() {
        return at == bytes.length;
    }

    /** Moves past the byte where it is there. */
    boolean skip(char wanted) {
        if (at < bytes.length && bytes[at] == wanted) {
            at++;
            return true;
        }
        return false;
    }

    void require(char wanted) {
        if (!skip(wanted)) {
            throw NotPlainException.INSTANCE;
        }
    }

    /** Moves past these bytes where they are there, all of them. */
    boolean skip(byte[] wanted) {
        return skip(wanted, 0, wanted.length);
    }

    void require(byte[] wanted) {
        if (!skip(wanted, 0, wanted.length)) {
            throw NotPlainException.INSTANCE;
        }
    }

    /** Moves past the name of a field, and the comma before it. */
    boolean skipName(byte[] name, boolean comma) {
        int before = at;
        if ((!comma || skip(',')) && skip(name)) {
            return true;
        }
        at = before;
        return false;
    }

    /** Moves past what also stands between two places before. */
    void requireSame(int from, int to) {
        if (!skip(bytes, from, to)) {
            throw NotPlainException.INSTANCE;
        }
    }

    private boolean skip(byte[] wanted, int from, int to) {
        int end = at + to - from;
        if (end > bytes.length || !Arrays.equals(bytes, at, end, wanted, from, to)) {
            return false;
        }
        at = end;
        return true;
    }

    /** Moves past a text; it then stands between {@link #textFrom} and {@link #textTo}. */
    void text() {
        require('"');
        simple = true;
        int end = at;
        while (end + Long.BYTES <= bytes.length && isPlain((long) LONGS.get(bytes, end))) {
            end += Long.BYTES;
        }
        while (end < bytes.length && bytes[end] != '"') {
            if (bytes[end] >= 0 && bytes[end] < ' ') {
                throw NotPlainException.INSTANCE;
            }
            boolean escape = bytes[end] == '\\';
            simple &= !escape && bytes[end] >= 0;
            end += escape ? 2 : 1;
        }
        if (end >= bytes.length) {
            throw NotPlainException.INSTANCE;
        }
        textFrom = at;
        textTo = end;
        at = end;
        require('"');
    }

    /** The same for a text of ASCII without escapes, which nobody need take apart to know that it is one. */
    void simpleText() {
        text();
        if (!simple) {
            throw NotPlainException.INSTANCE;
        }
    }

    int textFrom() {
        return textFrom;
    }

    int textTo() {
        return textTo;
    }

    /** Eight bytes at a time, as most of a log is digits and digests: none is a quote, an escape, a control or beyond ASCII. */
    private static boolean isPlain(long eight) {
        long quote = eight ^ EACH * '"';
        long escape = eight ^ EACH * '\\';
        long found = eight | quote - EACH & ~quote | escape - EACH & ~escape | eight - EACH * ' ' & ~eight;
        return (found & TOPS) == 0;
    }

    /** Moves past a number of at most 18 digits, without sign, fraction or exponent. */
    long number() {
        int from = at;
        long number = 0;
        while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9' && at - from < MOST_DIGITS) {
            number = number * 10 + (bytes[at] - '0');
            at++;
        }
        boolean whole = at > from && (bytes[from] != '0' || at == from + 1) && at < bytes.length;
        if (!whole || bytes[at] != ',' && bytes[at] != '}' && bytes[at] != ']') {
            throw NotPlainException.INSTANCE;
        }
        return number;
    }
}

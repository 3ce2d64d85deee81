package io.rackledger.eventlog.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Values of one type out of their texts, where a text that was read a moment ago gives the same value again: a log says the same few things
 * over and over, and what it says once is kept once. Thread-safe; the loser of a race only parses once more.
 */
final class PlainTexts<V> {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MIX = 0x9E3779B97F4A7C15L;
    /** Instead of a number of bits: nothing is remembered. */
    static final int NONE = -1;

    /** Bounds what is kept: longer texts are read anew each time. */
    private static final int LONGEST = 96;

    /** Those that we write, but for the sixteen-bit ones. */
    private static final String ESCAPES = "\"\\/bfnrt";

    private static final String MEANT = "\"\\/\b\f\n\r\t";

    private static final char REPLACEMENT = '\uFFFD';

    private final AtomicReferenceArray<@Nullable Known<V>> recent;
    private final int shift;
    private final Function<String, V> parse;

    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    private record Known<V>(byte[] text, V value) {}

    /** @param bits of the number of values that are remembered at most; or {@link #NONE} */
    PlainTexts(int bits, Function<String, V> parse) {
        this.recent = new AtomicReferenceArray<>(bits == NONE ? 0 : 1 << bits);
        this.shift = Long.SIZE - bits;
        this.parse = parse;
    }

    /** The value of the text that was just passed. */
    V of(PlainBytes json) {
        return of(json.bytes(), json.textFrom(), json.textTo());
    }

    private V of(byte[] bytes, int from, int to) {
        if (recent.length() == 0 || to - from > LONGEST) {
            return parse.apply(string(bytes, from, to));
        }
        int slot = (int) (hash(bytes, from, to) >>> shift);
        Known<V> known = recent.getAcquire(slot);
        if (known != null && Arrays.equals(known.text(), 0, known.text().length, bytes, from, to)) {
            return known.value();
        }
        V value = parse.apply(string(bytes, from, to));
        recent.setRelease(slot, new Known<>(Arrays.copyOfRange(bytes, from, to), value));
        return value;
    }

    private static String string(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        // Stands for bytes that are no characters; a text that says so itself is none of the plainest.
        if (text.indexOf(REPLACEMENT) >= 0) {
            throw NotPlainException.INSTANCE;
        }
        return text.indexOf('\\') < 0 ? text : unescaped(text);
    }

    private static String unescaped(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
                int escape = i < text.length() ? ESCAPES.indexOf(text.charAt(i)) : -1;
                if (escape < 0) {
                    throw NotPlainException.INSTANCE;
                }
                c = MEANT.charAt(escape);
            }
            out.append(c);
        }
        return out.toString();
    }

    /** Of beginning, middle, end and length: enough to tell ids, names and times apart. */
    private static long hash(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length < Long.BYTES) {
            long all = length;
            for (int i = from; i < to; i++) {
                all = all << 8 | bytes[i];
            }
            return all * MIX;
        }
        long first = (long) LONGS.get(bytes, from);
        long middle = (long) LONGS.get(bytes, from + (length - Long.BYTES) / 2);
        long last = (long) LONGS.get(bytes, to - Long.BYTES);
        long mixed = (first * 31 + middle) * MIX ^ last;
        return (mixed ^ mixed >>> 32) * MIX + length * MIX;
    }
}

package io.rackledger.boot.dhcp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/**
 * Options by code, in the order in which they stand or shall stand. Values may be longer than 255 bytes (RFC 3396). Immutable. They are few, so that
 * looking through them all costs less than a map.
 */
final class DhcpOptions {
    static final DhcpOptions NONE = new DhcpOptions(new int[0], new byte[0][]);

    private final int[] codes;
    private final byte[][] values;

    private DhcpOptions(int[] codes, byte[][] values) {
        this.codes = codes;
        this.values = values;
    }

    /** Options of a message that is read; values that stand in parts are joined already. */
    static DhcpOptions of(Map<Integer, byte[]> values) {
        return new DhcpOptions(
                values.keySet().stream().mapToInt(Integer::intValue).toArray(),
                values.values().toArray(new byte[0][]));
    }

    /** An option more, or another value in the place of the old one. */
    DhcpOptions with(int code, byte[] value) {
        int at = place(code);
        int length = at < 0 ? codes.length + 1 : codes.length;
        int[] moreCodes = Arrays.copyOf(codes, length);
        byte[][] moreValues = Arrays.copyOf(values, length);
        moreCodes[at < 0 ? length - 1 : at] = code;
        moreValues[at < 0 ? length - 1 : at] = value;
        return new DhcpOptions(moreCodes, moreValues);
    }

    /** Negative where there is none. */
    private int place(int code) {
        for (int at = 0; at < codes.length; at++) {
            if (codes[at] == code) {
                return at;
            }
        }
        return -1;
    }

    DhcpOptions with(int code, Ipv4 address) {
        return with(code, address.bytes());
    }

    DhcpOptions with(int code, String text) {
        return with(code, text.getBytes(StandardCharsets.UTF_8));
    }

    DhcpOptions with(int code, long seconds) {
        return with(code, ByteBuffer.allocate(4).putInt((int) seconds).array());
    }

    /** With the same option as another message has, where it has it. */
    DhcpOptions withSame(int code, DhcpOptions other) {
        return other.bytes(code).map(value -> with(code, value)).orElse(this);
    }

    boolean has(int code) {
        return place(code) >= 0;
    }

    Optional<byte[]> bytes(int code) {
        int at = place(code);
        return at < 0 ? Optional.empty() : Optional.of(values[at]);
    }

    /** An address; empty where there is none or it has not four bytes. */
    Optional<Ipv4> address(int code) {
        return bytes(code).filter(value -> value.length == 4).map(Ipv4::of);
    }

    /** Text as machines write it: without a NUL at its end. */
    Optional<String> text(int code) {
        return bytes(code).map(value -> {
            int length = value.length;
            while (length > 0 && value[length - 1] == 0) {
                length--;
            }
            return new String(value, 0, length, StandardCharsets.UTF_8);
        });
    }

    /** A number of two bytes, the first where there are several. */
    Optional<Integer> number(int code) {
        return bytes(code).filter(value -> value.length >= 2).map(value -> (value[0] & 0xff) << 8 | value[1] & 0xff);
    }

    Optional<MessageType> type() {
        return bytes(OptionCode.MESSAGE_TYPE)
                .filter(value -> value.length == 1)
                .flatMap(value -> MessageType.of(value[0]));
    }

    /** Whether the machine asked for that option. */
    boolean asksFor(int code) {
        int at = place(OptionCode.ASKED_FOR);
        for (byte each : at < 0 ? new byte[0] : values[at]) {
            if ((each & 0xff) == code) {
                return true;
            }
        }
        return false;
    }

    void forEach(BiConsumer<Integer, byte[]> action) {
        for (int at = 0; at < codes.length; at++) {
            action.accept(codes[at], values[at]);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DhcpOptions that
                && codes.length == that.codes.length
                && IntStream.range(0, codes.length).allMatch(at -> {
                    int its = that.place(codes[at]);
                    return its >= 0 && Arrays.equals(values[at], that.values[its]);
                });
    }

    @Override
    public int hashCode() {
        return IntStream.of(codes).sum();
    }

    @Override
    public String toString() {
        return "options " + Arrays.toString(codes);
    }
}

package io.rackledger.boot.dhcp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Options by code, in the order in which they stand or shall stand. Values may be longer than 255 bytes (RFC 3396). Immutable. */
final class DhcpOptions {
    static final DhcpOptions NONE = new DhcpOptions(Map.of());

    private final Map<Integer, byte[]> values;

    private DhcpOptions(Map<Integer, byte[]> values) {
        this.values = values;
    }

    /** Options of a message that is read; values that stand in parts are joined already. */
    static DhcpOptions of(Map<Integer, byte[]> values) {
        return new DhcpOptions(new LinkedHashMap<>(values));
    }

    DhcpOptions with(int code, byte[] value) {
        Map<Integer, byte[]> more = new LinkedHashMap<>(values);
        more.put(code, value);
        return new DhcpOptions(more);
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
        return values.containsKey(code);
    }

    Optional<byte[]> bytes(int code) {
        return Optional.ofNullable(values.get(code));
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
        byte[] asked = values.getOrDefault(OptionCode.ASKED_FOR, new byte[0]);
        for (byte each : asked) {
            if ((each & 0xff) == code) {
                return true;
            }
        }
        return false;
    }

    void forEach(BiConsumer<Integer, byte[]> action) {
        values.forEach(action);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DhcpOptions that
                && values.keySet().equals(that.values.keySet())
                && values.entrySet().stream()
                        .allMatch(entry -> Arrays.equals(entry.getValue(), that.values.get(entry.getKey())));
    }

    @Override
    public int hashCode() {
        return values.keySet().hashCode();
    }

    @Override
    public String toString() {
        return "options " + values.keySet();
    }
}

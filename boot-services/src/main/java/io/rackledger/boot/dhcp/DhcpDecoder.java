package io.rackledger.boot.dhcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.rackledger.core.identity.MacAddress;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads DHCP messages: options in the file and sname fields (option 52), options in parts (RFC 3396). Total: any bytes give a result. */
final class DhcpDecoder {
    static final int COOKIE = 0x63825363;
    static final int FILE_LENGTH = 128;
    static final int NAME_LENGTH = 64;

    private static final HexFormat COLONS = HexFormat.ofDelimiter(":");
    private static final int HEADER = 240;
    private static final int LONGEST = 4096;
    private static final int ETHERNET = 1;
    private static final int MAC_LENGTH = 6;
    private static final int HARDWARE_LENGTH = 16;
    private static final int BROADCAST = 0x8000;
    private static final int FILE_HAS_OPTIONS = 1;
    private static final int NAME_HAS_OPTIONS = 2;

    private final Map<Integer, ByteArrayOutputStream> parts = new LinkedHashMap<>();

    private DhcpDecoder() {}

    /** What the bytes were. */
    sealed interface Result {
        /** A message. */
        record Read(DhcpMessage message) implements Result {}

        /** No DHCP message, or one that cannot be understood. */
        record Unfit(String why) implements Result {}
    }

    static Result decode(ByteBuf bytes) {
        if (bytes.readableBytes() < HEADER || bytes.readableBytes() > LONGEST) {
            return new Result.Unfit("a length of " + bytes.readableBytes() + " bytes");
        }
        ByteBuf all = bytes.slice();
        int op = all.getByte(0);
        boolean ethernet = all.getByte(1) == ETHERNET && all.getByte(2) == MAC_LENGTH;
        if (op < 1 || op > 2 || !ethernet || all.getInt(HEADER - 4) != COOKIE) {
            return new Result.Unfit("no DHCP of an Ethernet machine");
        }
        try {
            return new Result.Read(new DhcpDecoder().message(all, op == 2));
        } catch (IllegalArgumentException e) {
            return new Result.Unfit(String.valueOf(e.getMessage()));
        }
    }

    private DhcpMessage message(ByteBuf in, boolean reply) {
        in.skipBytes(3);
        int hops = in.readUnsignedByte();
        int xid = in.readInt();
        int secs = in.readUnsignedShort();
        boolean broadcast = (in.readUnsignedShort() & BROADCAST) != 0;
        Ipv4 client = new Ipv4(in.readInt());
        Ipv4 yours = new Ipv4(in.readInt());
        Ipv4 server = new Ipv4(in.readInt());
        Ipv4 relay = new Ipv4(in.readInt());
        MacAddress mac = mac(in.readSlice(HARDWARE_LENGTH));
        ByteBuf name = in.readSlice(NAME_LENGTH);
        ByteBuf file = in.readSlice(FILE_LENGTH);
        in.skipBytes(4);
        read(in);
        int overload = overload();
        if ((overload & FILE_HAS_OPTIONS) != 0) {
            read(file.duplicate());
        }
        if ((overload & NAME_HAS_OPTIONS) != 0) {
            read(name.duplicate());
        }
        String bootFile = (overload & FILE_HAS_OPTIONS) != 0 ? "" : text(file);
        return new DhcpMessage(
                reply, hops, xid, secs, broadcast, client, yours, server, relay, mac, bootFile, joined());
    }

    /** Of options in several fields, those of the options field come first, then file, then sname. */
    private void read(ByteBuf in) {
        while (in.isReadable()) {
            int code = in.readUnsignedByte();
            if (code == OptionCode.END) {
                return;
            }
            if (code == OptionCode.PAD) {
                continue;
            }
            int length = in.isReadable() ? in.readUnsignedByte() : Integer.MAX_VALUE;
            if (length > in.readableBytes()) {
                throw new IllegalArgumentException("option " + code + " runs over the end");
            }
            byte[] value = new byte[length];
            in.readBytes(value);
            parts.computeIfAbsent(code, _ -> new ByteArrayOutputStream()).writeBytes(value);
        }
    }

    private int overload() {
        ByteArrayOutputStream value = parts.get(OptionCode.OVERLOAD);
        return value == null || value.size() != 1 ? 0 : value.toByteArray()[0];
    }

    private DhcpOptions joined() {
        Map<Integer, byte[]> values = new LinkedHashMap<>();
        parts.forEach((code, value) -> values.put(code, value.toByteArray()));
        return DhcpOptions.of(values);
    }

    private static MacAddress mac(ByteBuf hardware) {
        byte[] six = new byte[MAC_LENGTH];
        hardware.getBytes(hardware.readerIndex(), six);
        return new MacAddress(COLONS.formatHex(six));
    }

    private static String text(ByteBuf field) {
        int end = field.bytesBefore((byte) 0);
        return field.toString(field.readerIndex(), end < 0 ? field.readableBytes() : end, StandardCharsets.UTF_8);
    }

    /** For callers that have bytes. */
    static Result decode(byte[] bytes) {
        return decode(Unpooled.wrappedBuffer(bytes));
    }
}

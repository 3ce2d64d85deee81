package io.rackledger.boot.dhcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes DHCP messages. Options longer than 255 bytes go in parts (RFC 3396); what does not fit into the length that the machine takes goes into
 * an empty file field and the sname field (option 52).
 */
final class DhcpEncoder {
    private static final int MAC_PADDING = 10;
    /** BOOTP's length: some relays and old firmware drop what is shorter. */
    private static final int SHORTEST = 300;
    /** IP and UDP before the message, which option 57 counts in. */
    private static final int HEADERS = 28;

    private static final int LEAST_OF_ALL = 576;
    private static final int MOST = 1472;
    private static final int PART = 255;
    private static final int OPTIONS_AT = 240;
    private static final int OVERLOAD_SIZE = 3;

    private DhcpEncoder() {}

    /** @param longest datagram that the machine takes, as option 57 says it; smaller than 576 counts as 576 */
    static ByteBuf encode(ByteBufAllocator allocator, DhcpMessage message, int longest) {
        int room = Math.clamp(longest, LEAST_OF_ALL, MOST) - HEADERS - OPTIONS_AT - 1;
        List<byte[]> rest = parts(message.options());
        int all = rest.stream().mapToInt(part -> part.length).sum();
        ByteBuf main = allocator.buffer();
        ByteBuf file = allocator.buffer(DhcpDecoder.FILE_LENGTH);
        ByteBuf name = allocator.buffer(DhcpDecoder.NAME_LENGTH);
        try {
            boolean spills = all > room;
            rest = fill(main, rest, spills ? room - OVERLOAD_SIZE : room);
            if (message.bootFile().isEmpty()) {
                rest = fill(file, rest, DhcpDecoder.FILE_LENGTH - 1);
            }
            rest = fill(name, rest, DhcpDecoder.NAME_LENGTH - 1);
            if (!rest.isEmpty()) {
                throw new IllegalArgumentException("an answer of " + all + " bytes of options fits into no message");
            }
            int overload = (file.isReadable() ? 1 : 0) + (name.isReadable() ? 2 : 0);
            return written(allocator, message, new Areas(main, file, name, overload));
        } finally {
            main.release();
            file.release();
            name.release();
        }
    }

    private record Areas(ByteBuf main, ByteBuf file, ByteBuf name, int overload) {}

    private static ByteBuf written(ByteBufAllocator allocator, DhcpMessage message, Areas areas) {
        ByteBuf out = allocator.buffer(SHORTEST);
        out.writeByte(message.reply() ? 2 : 1).writeByte(1).writeByte(6).writeByte(message.hops());
        out.writeInt(message.xid()).writeShort(message.secs()).writeShort(message.broadcast() ? 0x8000 : 0);
        out.writeInt(message.client().bits()).writeInt(message.yours().bits());
        out.writeInt(message.server().bits()).writeInt(message.relay().bits());
        for (String pair : message.mac().value().split(":")) {
            out.writeByte(Integer.parseInt(pair, 16));
        }
        out.writeZero(MAC_PADDING);
        field(out, areas.name(), DhcpDecoder.NAME_LENGTH);
        if (message.bootFile().isEmpty()) {
            field(out, areas.file(), DhcpDecoder.FILE_LENGTH);
        } else {
            byte[] text = message.bootFile().getBytes(StandardCharsets.UTF_8);
            out.writeBytes(text).writeZero(DhcpDecoder.FILE_LENGTH - text.length);
        }
        out.writeInt(DhcpDecoder.COOKIE);
        if (areas.overload() != 0) {
            out.writeByte(OptionCode.OVERLOAD).writeByte(1).writeByte(areas.overload());
        }
        out.writeBytes(areas.main()).writeByte(OptionCode.END);
        return out.writeZero(Math.max(0, SHORTEST - out.readableBytes()));
    }

    private static void field(ByteBuf out, ByteBuf options, int length) {
        boolean used = options.isReadable();
        int end = out.writerIndex() + length;
        out.writeBytes(options);
        if (used) {
            out.writeByte(OptionCode.END);
        }
        out.writeZero(end - out.writerIndex());
    }

    /** Fills an area in order and gives back what no longer fits; the order of the parts of an option must not change. */
    private static List<byte[]> fill(ByteBuf area, List<byte[]> parts, int room) {
        int taken = 0;
        while (taken < parts.size() && area.readableBytes() + parts.get(taken).length <= room) {
            area.writeBytes(parts.get(taken++));
        }
        return parts.subList(taken, parts.size());
    }

    /** Each with its code and length; an option of several parts follows itself. */
    private static List<byte[]> parts(DhcpOptions options) {
        List<byte[]> parts = new ArrayList<>();
        options.forEach((code, value) -> {
            int from = 0;
            do {
                int length = Math.min(PART, value.length - from);
                byte[] part = new byte[length + 2];
                part[0] = code.byteValue();
                part[1] = (byte) length;
                System.arraycopy(value, from, part, 2, length);
                parts.add(part);
                from += length;
            } while (from < value.length);
        });
        return parts;
    }
}

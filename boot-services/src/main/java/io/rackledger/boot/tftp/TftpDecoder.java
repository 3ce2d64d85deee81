package io.rackledger.boot.tftp;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads packets of machines. Total: any bytes give a packet, those that are none an {@link TftpPacket.Unfit}. */
final class TftpDecoder {
    /** RFC 2347 section 2 allows requests 512 bytes; some loaders send more options than that. */
    static final int LONGEST_REQUEST = 1024;

    private static final int READ = 1;
    private static final int WRITE = 2;
    private static final int DATA = 3;
    private static final int ACK = 4;
    private static final int ERROR = 5;
    private static final int OPTION_ACK = 6;
    private static final int MOST_OPTIONS = 16;
    private static final int LONGEST_MESSAGE = 200;

    private TftpDecoder() {}

    /** The packet in the readable bytes, which are consumed. */
    static TftpPacket decode(ByteBuf bytes) {
        if (bytes.readableBytes() < 4) {
            return new TftpPacket.Unfit("shorter than any packet");
        }
        int opcode = bytes.readUnsignedShort();
        return switch (opcode) {
            case READ, WRITE -> request(opcode, bytes);
            case ACK -> new TftpPacket.Ack(bytes.readUnsignedShort());
            case ERROR -> new TftpPacket.Failure(bytes.readUnsignedShort(), message(bytes));
            case DATA, OPTION_ACK -> new TftpPacket.Unfit("a packet that only servers send");
            default -> new TftpPacket.Unfit("opcode " + opcode);
        };
    }

    /** Whether the readable bytes are an acknowledgement, whose block number is the second of its two numbers. */
    static boolean isAck(ByteBuf bytes) {
        return bytes.readableBytes() >= 4 && bytes.getUnsignedShort(bytes.readerIndex()) == ACK;
    }

    private static TftpPacket request(int opcode, ByteBuf bytes) {
        if (bytes.readableBytes() > LONGEST_REQUEST) {
            return new TftpPacket.Unfit("a request of more than " + LONGEST_REQUEST + " bytes");
        }
        Optional<String> name = text(bytes);
        Optional<String> mode = name.flatMap(_ -> text(bytes));
        if (name.isEmpty() || mode.isEmpty() || name.get().isEmpty()) {
            return new TftpPacket.Unfit("a request without name or mode");
        }
        return opcode == WRITE
                ? new TftpPacket.WriteRequest(name.get())
                : new TftpPacket.ReadRequest(name.get(), mode.get().toLowerCase(Locale.ROOT), options(bytes));
    }

    /** Padding and half an option at the end are left out: some loaders send both. */
    private static Map<String, String> options(ByteBuf bytes) {
        Map<String, String> options = new LinkedHashMap<>();
        while (bytes.isReadable() && options.size() < MOST_OPTIONS) {
            Optional<String> name = text(bytes);
            Optional<String> value = name.flatMap(_ -> text(bytes));
            if (value.isEmpty() || name.get().isEmpty()) {
                break;
            }
            options.putIfAbsent(name.get().toLowerCase(Locale.ROOT), value.get());
        }
        return options;
    }

    /** Up to the next NUL, which is consumed; empty where there is none. */
    private static Optional<String> text(ByteBuf bytes) {
        int length = bytes.bytesBefore((byte) 0);
        if (length < 0) {
            return Optional.empty();
        }
        String text = bytes.toString(bytes.readerIndex(), length, StandardCharsets.UTF_8);
        bytes.skipBytes(length + 1);
        return Optional.of(text);
    }

    private static String message(ByteBuf bytes) {
        int end = bytes.bytesBefore((byte) 0);
        int length = Math.min(end < 0 ? bytes.readableBytes() : end, LONGEST_MESSAGE);
        return bytes.toString(bytes.readerIndex(), length, StandardCharsets.UTF_8);
    }
}

package io.rackledger.boot.tftp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes the packets of a server. */
final class TftpEncoder {
    /** Bytes before the data of a DATA packet. */
    static final int DATA_HEADER = 4;

    private static final int DATA = 3;
    private static final int ERROR = 5;
    private static final int OPTION_ACK = 6;
    /** Opcode, code and the NUL at the end. */
    private static final int ERROR_FRAME = 5;

    private TftpEncoder() {}

    /** The header of a DATA packet; the data follow. */
    static void dataHeader(ByteBuf out, long block) {
        out.writeInt(DATA << 16 | (int) (block & 0xffff));
    }

    /** OACK. */
    static ByteBuf optionAck(ByteBufAllocator allocator, Map<String, String> options) {
        ByteBuf out = allocator.buffer().writeShort(OPTION_ACK);
        options.forEach((name, value) -> {
            out.writeCharSequence(name, StandardCharsets.US_ASCII);
            out.writeByte(0);
            out.writeCharSequence(value, StandardCharsets.US_ASCII);
            out.writeByte(0);
        });
        return out;
    }

    /** ERROR with ASCII words, cut so that the packet has at most that many bytes, though never fewer than five. */
    static ByteBuf error(ByteBufAllocator allocator, TftpError error, String words, int most) {
        int room = Math.max(0, most - ERROR_FRAME);
        ByteBuf out = allocator.buffer().writeShort(ERROR).writeShort(error.code());
        out.writeCharSequence(words.substring(0, Math.min(room, words.length())), StandardCharsets.US_ASCII);
        return out.writeByte(0);
    }
}

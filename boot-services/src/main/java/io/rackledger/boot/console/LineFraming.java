package io.rackledger.boot.console;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Messages in a stream of bytes, RFC 6587: counted ("17 <13>...") or each ended by a line feed or NUL. What is longer than 8 KiB is cut, and
 * the rest of it skipped. Runs on the channel's event loop only.
 */
final class LineFraming extends ByteToMessageDecoder {
    private static final int LONGEST = 8192;
    private static final int DIGITS = 7;

    private final boolean mayCount;
    private int skipped;
    private boolean skipsLine;

    /** @param mayCount whether digits at the beginning are a count, as in syslog */
    LineFraming(boolean mayCount) {
        this.mayCount = mayCount;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (skipped > 0) {
            int now = Math.min(skipped, in.readableBytes());
            in.skipBytes(now);
            skipped -= now;
        } else if (skipsLine) {
            int end = end(in);
            in.skipBytes(end < 0 ? in.readableBytes() : end - in.readerIndex() + 1);
            skipsLine = end < 0;
        } else if (mayCount && isDigit(in.getByte(in.readerIndex()))) {
            counted(in, out);
        } else {
            line(in, out);
        }
    }

    private void counted(ByteBuf in, List<Object> out) {
        int count = 0;
        int at = in.readerIndex();
        while (at < in.writerIndex() && at - in.readerIndex() < DIGITS && isDigit(in.getByte(at))) {
            count = count * 10 + in.getByte(at++) - '0';
        }
        if (at == in.writerIndex()) {
            return;
        }
        if (in.getByte(at) != ' ') {
            line(in, out);
            return;
        }
        int taken = Math.min(count, LONGEST);
        int head = at + 1 - in.readerIndex();
        if (in.readableBytes() >= head + taken) {
            in.skipBytes(head);
            out.add(ByteBufUtil.getBytes(in.readSlice(taken)));
            skipped = count - taken;
        }
    }

    private void line(ByteBuf in, List<Object> out) {
        int end = end(in);
        int length = (end < 0 ? in.writerIndex() : end) - in.readerIndex();
        if (length > LONGEST) {
            out.add(ByteBufUtil.getBytes(in.readSlice(LONGEST)));
            skipsLine = true;
        } else if (end >= 0) {
            out.add(ByteBufUtil.getBytes(in.readSlice(length)));
            in.skipBytes(1);
        }
    }

    /** The connection has ended: what is there is a message too. */
    @Override
    protected void decodeLast(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        while (in.isReadable()) {
            int before = in.readableBytes();
            decode(context, in, out);
            if (in.readableBytes() == before) {
                out.add(ByteBufUtil.getBytes(in.readSlice(Math.min(before, LONGEST))));
                in.skipBytes(in.readableBytes());
            }
        }
    }

    private static int end(ByteBuf in) {
        return in.forEachByte(each -> each != '\n' && each != 0);
    }

    private static boolean isDigit(byte each) {
        return each >= '0' && each <= '9';
    }
}

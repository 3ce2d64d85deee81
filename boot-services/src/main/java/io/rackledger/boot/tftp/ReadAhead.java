package io.rackledger.boot.tftp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** A file's bytes, read in larger pieces than are asked for, so that few blocks cost a system call. Confined to one thread. */
final class ReadAhead {
    /** With 1024 transfers open that makes 32 MiB. */
    private static final int PIECE = 1 << 15;

    private final FileChannel file;
    private @Nullable ByteBuf piece;
    private long from;

    ReadAhead(FileChannel file) {
        this.file = file;
    }

    /**
     * Writes bytes of the file into a buffer.
     *
     * @throws IOException also where the file has become shorter
     */
    void copy(ByteBufAllocator allocator, long offset, int length, ByteBuf out) throws IOException {
        ByteBuf held = piece;
        if (held == null) {
            held = allocator.directBuffer(PIECE, PIECE);
            piece = held;
        }
        long at = offset;
        int left = length;
        while (left > 0) {
            if (at < from || at >= from + held.writerIndex()) {
                fill(held, at);
            }
            int index = (int) (at - from);
            int count = Math.min(left, held.writerIndex() - index);
            out.writeBytes(held, index, count);
            at += count;
            left -= count;
        }
    }

    private void fill(ByteBuf held, long offset) throws IOException {
        held.clear();
        from = offset;
        if (held.writeBytes(file, offset, PIECE) <= 0) {
            throw new IOException("it has become shorter");
        }
    }

    /** Gives the memory back; nothing is read afterwards. */
    void release() {
        if (piece != null) {
            piece.release();
            piece = null;
        }
    }
}

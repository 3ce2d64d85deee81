package io.rackledger.boot.tftp;

/**
 * Which blocks of a file to send when: the rules of RFC 1350 and RFC 7440 without file, network and time. Blocks are counted from
 * 1 without end here; on the wire they are modulo 65536 and go on with 0. Confined to one thread.
 */
final class Transfer {
    private static final int WIRE = 0xffff;
    /** Nothing is confirmed, not even the options: RFC 2347 has the machine confirm them as block 0. */
    private static final long OPTIONS_OPEN = -1;

    private final long size;
    private final int blockSize;
    private final int window;
    private final long blocks;
    private long confirmed;
    private long sent;
    private boolean repeated;

    Transfer(long size, TransferOptions options) {
        this.size = size;
        this.blockSize = options.blockSize();
        this.window = options.window();
        this.blocks = size / blockSize + 1;
        this.confirmed = options.answered().isEmpty() ? 0 : OPTIONS_OPEN;
    }

    /** What to do next. */
    sealed interface Step {
        /** Send the options. */
        record SendOptions() implements Step {}

        /** Send these blocks, both inclusive. */
        record SendBlocks(long first, long last) implements Step {}

        /** All is confirmed. */
        record Done() implements Step {}

        /** Go on waiting. */
        record Wait() implements Step {}
    }

    /** What to send first, and again after silence. */
    Step again() {
        repeated = false;
        return confirmed == OPTIONS_OPEN ? new Step.SendOptions() : window();
    }

    /**
     * The machine has confirmed a block. One that it has confirmed before asks for nothing in lock-step (or each packet would go
     * twice for ever: RFC 1123 section 4.2.3.1); in a window it tells once that the first block of it was lost.
     */
    Step acknowledged(int block) {
        if (confirmed == OPTIONS_OPEN) {
            return block == 0 ? forward(1) : new Step.Wait();
        }
        long ahead = (block - confirmed) & WIRE;
        if (ahead > sent - confirmed) {
            return new Step.Wait();
        }
        return ahead == 0 ? gap() : forward(ahead);
    }

    private Step gap() {
        if (window == 1 || repeated || sent == confirmed) {
            return new Step.Wait();
        }
        repeated = true;
        return window();
    }

    private Step forward(long ahead) {
        confirmed += ahead;
        repeated = false;
        return confirmed == blocks ? new Step.Done() : window();
    }

    private Step window() {
        long last = Math.min(confirmed + window, blocks);
        sent = Math.max(sent, last);
        return new Step.SendBlocks(confirmed + 1, last);
    }

    /** Whether the machine has not even taken the options. */
    boolean optionsOpen() {
        return confirmed == OPTIONS_OPEN;
    }

    /** Where a block's data begin in the file. */
    long offset(long block) {
        return (block - 1) * blockSize;
    }

    /** Bytes of a block: all of the same length but the last, which may be empty. */
    int length(long block) {
        return (int) Math.min(blockSize, size - offset(block));
    }

    /** Bytes of the file that the machine has confirmed. */
    long confirmedBytes() {
        return Math.min(size, Math.max(0, confirmed) * blockSize);
    }
}

package io.rackledger.bmc.session;

/** Which packets of a session are new (IPMI 2.0, 6.12.13): a sliding window over the peer's numbers. Not thread-safe. */
public final class SequenceWindow {
    /** How far a number may be behind or ahead of the highest one, as the specification says. */
    static final int WIDTH = 16;
    /** How far ahead it may be where a BMC is known to skip numbers. Its packets are signed, so nobody else can move the window. */
    static final int SKIPPING = 4096;

    private final int most;
    private int highest;
    private long seen;
    private boolean begun;

    private SequenceWindow(int most) {
        this.most = most;
    }

    /** The window of the specification. */
    public static SequenceWindow standard() {
        return new SequenceWindow(WIDTH);
    }

    /** For a BMC that skips numbers. */
    public static SequenceWindow skipping() {
        return new SequenceWindow(SKIPPING);
    }

    /** Whether the number is further ahead than any that is taken. */
    public boolean isBeyond(int sequence) {
        return begun && sequence - highest > most;
    }

    /** Whether the number is one that was not taken before; it is taken now. Numbers run round from 2^32 - 1 to 1. */
    public boolean take(int sequence) {
        if (sequence == 0) {
            return false;
        }
        if (!begun) {
            begun = true;
            highest = sequence;
            seen = 1;
            return true;
        }
        int ahead = sequence - highest;
        if (ahead > 0 && ahead <= most) {
            seen = ahead < Long.SIZE ? seen << ahead | 1 : 1;
            highest = sequence;
            return true;
        }
        int behind = -ahead;
        if (behind < 0 || behind >= WIDTH || (seen >>> behind & 1) != 0) {
            return false;
        }
        seen |= 1L << behind;
        return true;
    }
}

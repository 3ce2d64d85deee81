package io.rackledger.bmc.session;

/** Which packets of a session are new (IPMI 2.0, 6.12.13): a sliding window over the peer's numbers. Not thread-safe. */
public final class SequenceWindow {
    /** How far a number may be behind or ahead of the highest one. The specification says 16 behind, and real BMCs skip. */
    static final int WIDTH = 32;

    private int highest;
    private long seen;
    private boolean begun;

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
        if (ahead > 0 && ahead <= WIDTH) {
            seen = seen << ahead | 1;
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

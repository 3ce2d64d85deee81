package io.rackledger.bmc.ipmi;

import io.rackledger.bmc.ipmi.IpmiCommand.Done;

/** What clears the system event log (IPMI 2.0, 31.4 and 31.9). */
public final class SelCommands {
    private static final int CLEAR = 0x47;
    private static final int ERASE = 0xaa;
    private static final int ASK = 0x00;
    private static final int ERASED = 0x01;

    private SelCommands() {}

    /** Reserves the log: whoever adds or clears afterwards cancels it, and the clearing then answers 0xC5. */
    public static IpmiCommand<Integer> reserve() {
        return IpmiCommand.reading(
                "Reserve SEL", NetFn.STORAGE, 0x42, body -> IpmiCommand.number(IpmiCommand.atLeast(2, body), 0, 2));
    }

    /** Begins to erase all records. Repeated under the same reservation it does no harm. */
    public static IpmiCommand<Done> clear(int reservation) {
        return IpmiCommand.setting("Clear SEL", NetFn.STORAGE, CLEAR, clearing(reservation, ERASE));
    }

    /** Whether the erasing is over. */
    public static IpmiCommand<Boolean> isCleared(int reservation) {
        return IpmiCommand.reading(
                "Clear SEL (status)",
                NetFn.STORAGE,
                CLEAR,
                body -> (IpmiCommand.atLeast(1, body)[0] & 0x0f) == ERASED,
                clearing(reservation, ASK));
    }

    private static int[] clearing(int reservation, int what) {
        return new int[] {reservation & 0xff, reservation >> 8 & 0xff, 'C', 'L', 'R', what};
    }
}

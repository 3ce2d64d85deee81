package io.rackledger.bmc.ipmi;

import io.rackledger.bmc.ipmi.IpmiCommand.Done;

/** The commands that a session itself needs (IPMI 2.0, 22.18 and 22.19). */
public final class SessionCommands {
    private SessionCommands() {}

    /** Answers the level that is in force from now on. */
    public static IpmiCommand<Integer> setPrivilege(int level) {
        return IpmiCommand.reading(
                "Set Session Privilege Level", NetFn.APP, 0x3b, body -> IpmiCommand.atLeast(1, body)[0] & 0x0f, level);
    }

    public static IpmiCommand<Done> close(int bmcId) {
        return IpmiCommand.once("Close Session", NetFn.APP, 0x3c, bmcId, bmcId >>> 8, bmcId >>> 16, bmcId >>> 24);
    }
}

package io.rackledger.bmc.ipmi;

import io.rackledger.bmc.ipmi.IpmiCommand.Done;

/** The lamp or sound by which somebody in front of the rack finds the machine (IPMI 2.0, 28.5). */
public final class ChassisIdentify {
    private static final int COMMAND = 0x04;
    private static final int LONGEST = 255;

    private ChassisIdentify() {}

    /** @param seconds 0 to 255; 0 switches it off */
    public static IpmiCommand<Done> on(int seconds) {
        if (seconds < 0 || seconds > LONGEST) {
            throw new IllegalArgumentException(
                    "identify for " + seconds + " s is not possible; use 0 to " + LONGEST + ", or keepOn");
        }
        return IpmiCommand.setting("Chassis Identify", NetFn.CHASSIS, COMMAND, seconds);
    }

    /** Until it is switched off; not every BMC knows this. */
    public static IpmiCommand<Done> keepOn() {
        return IpmiCommand.setting("Chassis Identify", NetFn.CHASSIS, COMMAND, 0, 1);
    }
}

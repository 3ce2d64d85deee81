package io.rackledger.bmc.ipmi;

import io.rackledger.bmc.rmcp.BadPacketException;
import java.util.EnumSet;
import java.util.Set;

/** Boot option parameter 3: which happenings drop the boot flags (IPMI 2.0, table 28-14). */
public final class BootOptions {
    private static final int GET = 0x09;
    private static final int VALID_BIT_CLEARING = 3;

    private BootOptions() {}

    /** What would drop the flags by itself if it came before the machine's next start; in the order of the bits. */
    public enum Drop {
        POWER_BUTTON,
        RESET_BUTTON,
        WATCHDOG,
        /** No power command within 60 s of the setting. */
        TIMER,
        EVENT_FILTER
    }

    /** What drops the flags now. */
    public static IpmiCommand<Set<Drop>> drops() {
        return IpmiCommand.reading(
                "Get System Boot Options 3", NetFn.CHASSIS, GET, BootOptions::read, VALID_BIT_CLEARING, 0, 0);
    }

    /** A bit that is set says that this happening does <em>not</em> drop the flags. */
    private static Set<Drop> read(byte[] body) throws BadPacketException {
        byte[] told = IpmiCommand.atLeast(3, body);
        if ((told[1] & 0x7f) != VALID_BIT_CLEARING) {
            throw new BadPacketException("boot option " + (told[1] & 0x7f) + " where option 3 was asked for");
        }
        Set<Drop> drops = EnumSet.noneOf(Drop.class);
        for (Drop drop : Drop.values()) {
            if ((told[2] >> drop.ordinal() & 1) == 0) {
                drops.add(drop);
            }
        }
        return drops;
    }
}

package io.rackledger.bmc.ipmi;

import io.rackledger.bmc.ipmi.IpmiCommand.Done;
import java.time.Duration;

/**
 * The BMC's watchdog timer (IPMI 2.0, 27.7).
 *
 * @param running whether it counts down now
 * @param use who set it
 * @param action what it does at its end
 * @param initial from where it counts down
 * @param left what is left
 */
public record Watchdog(boolean running, Use use, Action action, Duration initial, Duration left) {
    /** Who uses the timer, in the order of the specification's numbers. */
    public enum Use {
        NOBODY,
        FIRMWARE_FRB2,
        FIRMWARE_POST,
        SYSTEM_LOAD,
        OPERATING_SYSTEM,
        OEM,
        RESERVED_6,
        RESERVED_7
    }

    /** What happens at its end, in the order of the specification's numbers. */
    public enum Action {
        NOTHING,
        HARD_RESET,
        POWER_DOWN,
        POWER_CYCLE,
        RESERVED_4,
        RESERVED_5,
        RESERVED_6,
        RESERVED_7
    }

    private static final int RUNNING = 0x40;
    private static final int CHOICE = 0x07;
    private static final long TICK_MILLIS = 100;

    public static IpmiCommand<Watchdog> get() {
        return IpmiCommand.reading("Get Watchdog Timer", NetFn.APP, 0x25, body -> {
            byte[] told = IpmiCommand.atLeast(8, body);
            return new Watchdog(
                    (told[0] & RUNNING) != 0,
                    Use.values()[told[0] & CHOICE],
                    Action.values()[told[1] & CHOICE],
                    ticks(told, 4),
                    ticks(told, 6));
        });
    }

    /** Starts it from its initial value; 0x80 where nobody has set it up since the BMC started. */
    public static IpmiCommand<Done> reset() {
        return IpmiCommand.setting("Reset Watchdog Timer", NetFn.APP, 0x22);
    }

    private static Duration ticks(byte[] told, int at) {
        return Duration.ofMillis(TICK_MILLIS * IpmiCommand.number(told, at, 2));
    }
}

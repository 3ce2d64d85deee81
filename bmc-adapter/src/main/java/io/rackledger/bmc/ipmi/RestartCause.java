package io.rackledger.bmc.ipmi;

/** Why the machine started last, as the BMC has it (IPMI 2.0, 28.11). In the order of the specification's numbers. */
public enum RestartCause {
    UNKNOWN,
    CHASSIS_CONTROL,
    RESET_BUTTON,
    POWER_BUTTON,
    WATCHDOG,
    OEM,
    ALWAYS_RESTORED_AFTER_AC_LOSS,
    PREVIOUS_STATE_AFTER_AC_LOSS,
    RESET_BY_EVENT_FILTER,
    CYCLE_BY_EVENT_FILTER,
    SOFT_RESET,
    CLOCK_WAKEUP;

    private static final int MASK = 0x0f;

    public static IpmiCommand<RestartCause> get() {
        return IpmiCommand.reading("Get System Restart Cause", NetFn.CHASSIS, 0x07, body -> {
            int told = IpmiCommand.atLeast(1, body)[0] & MASK;
            return told < values().length ? values()[told] : UNKNOWN;
        });
    }
}

package io.rackledger.bmc.ipmi;

import io.rackledger.bmc.ipmi.IpmiCommand.Done;

/** What Chassis Control can do (IPMI 2.0, 28.3). Its answer says that it was heard, not that it happened. */
public enum ChassisControl {
    OFF(0, true),
    ON(1, true),
    CYCLE(2, false),
    RESET(3, false),
    /** A diagnostic interrupt, which makes the operating system write a dump. */
    DIAGNOSTIC_INTERRUPT(4, false),
    SOFT_OFF(5, true);

    private final int code;
    private final boolean repeatable;

    ChassisControl(int code, boolean repeatable) {
        this.code = code;
        this.repeatable = repeatable;
    }

    public IpmiCommand<Done> command() {
        String name = "Chassis Control " + this;
        return repeatable
                ? IpmiCommand.setting(name, NetFn.CHASSIS, 0x02, code)
                : IpmiCommand.once(name, NetFn.CHASSIS, 0x02, code);
    }
}

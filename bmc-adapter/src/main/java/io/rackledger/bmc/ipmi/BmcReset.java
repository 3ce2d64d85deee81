package io.rackledger.bmc.ipmi;

import io.rackledger.bmc.ipmi.IpmiCommand.Done;

/**
 * Restarts the BMC itself; the machine goes on (IPMI 2.0, 20.2 and 20.3). A BMC may not answer any more, and is away for a minute or more
 * after it.
 */
public enum BmcReset {
    /** From the beginning, as after a loss of power. */
    COLD(0x02),
    /** Keeping what it holds in memory; not every BMC knows this. */
    WARM(0x03);

    private final int command;

    BmcReset(int command) {
        this.command = command;
    }

    public IpmiCommand<Done> command() {
        return IpmiCommand.once(this == COLD ? "Cold Reset" : "Warm Reset", NetFn.APP, command);
    }
}

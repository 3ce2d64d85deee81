package io.rackledger.launcher.rack;

import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.identity.MacAddress;

/**
 * A machine as the operator's inventory lists it, and what nobody but the demo knows.
 *
 * @param fault what is wrong with it
 */
public record RackSlot(String name, MacAddress mac, BmcAddress bmc, MachineFault fault) {
    /** How its BMC is spoken to. */
    public String driver() {
        return bmc.uri().getScheme().equals("ipmi") ? "ipmi" : "redfish";
    }
}

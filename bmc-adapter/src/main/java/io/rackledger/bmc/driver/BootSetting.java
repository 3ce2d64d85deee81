package io.rackledger.bmc.driver;

import io.rackledger.core.node.BootMode;
import java.util.Optional;

/**
 * What a BMC holds for the machine's next boot.
 *
 * @param device {@code none} where the machine's own order holds; else pxe, disk, cd and the like, as the protocol has them
 * @param persistent for all further boots, not only the next one
 * @param mode of the firmware that it is meant for; empty where the BMC tells none
 */
public record BootSetting(String device, boolean persistent, Optional<BootMode> mode) {
    /** For people. */
    public String words() {
        return device
                + mode.map(firmware -> " by " + firmware).orElse("")
                + (device.equals("none") ? "" : persistent ? " for all boots" : " for the next boot");
    }
}

package io.rackledger.bmc.driver;

import io.rackledger.core.node.BootDevice;
import io.rackledger.core.node.BootMode;
import java.util.Optional;

/**
 * What a machine is to boot from.
 *
 * @param persistent for all further boots, not only the next one
 * @param mode of the machine's firmware; empty where nobody knows: then the BMC is told nothing of it
 */
public record BootChoice(BootDevice device, boolean persistent, Optional<BootMode> mode) {
    /** For firmware of which nobody knows what it is. */
    public BootChoice(BootDevice device, boolean persistent) {
        this(device, persistent, Optional.empty());
    }

    /** For the story. */
    public String words() {
        return device
                + mode.map(firmware -> " by " + firmware).orElse("")
                + (persistent ? " for all boots" : " for the next boot");
    }
}

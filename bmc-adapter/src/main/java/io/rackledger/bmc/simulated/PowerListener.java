package io.rackledger.bmc.simulated;

import io.rackledger.core.node.BootDevice;
import java.util.Optional;

/** The machine behind a simulated BMC. Called from one thread at a time, in order; must not block. */
public interface PowerListener {
    /** Power came; {@code override} is the boot device that was set for this boot, where one was. */
    void poweredOn(Optional<BootDevice> override);

    /** Power went. */
    void poweredOff();
}

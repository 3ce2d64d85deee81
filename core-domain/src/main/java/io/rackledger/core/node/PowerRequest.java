package io.rackledger.core.node;

import io.rackledger.core.identity.PowerRequestId;
import java.time.Instant;
import java.util.Optional;

/**
 * An effect that is asked for: set the boot device where one is given, then act on the power.
 *
 * @param persistent whether the boot device is for all further boots or the next one only
 * @param deadline until when the effector should report
 * @param bootMode for which firmware the boot device is set; empty where nobody knows, and in records of before 0.2.0
 */
public record PowerRequest(
        PowerRequestId id,
        PowerAction action,
        Optional<BootDevice> bootDevice,
        boolean persistent,
        Instant deadline,
        Optional<BootMode> bootMode) {
    /** Where nobody knows what firmware the machine has. */
    public PowerRequest(
            PowerRequestId id,
            PowerAction action,
            Optional<BootDevice> bootDevice,
            boolean persistent,
            Instant deadline) {
        this(id, action, bootDevice, persistent, deadline, Optional.empty());
    }
}

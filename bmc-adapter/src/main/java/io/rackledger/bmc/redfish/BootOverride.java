package io.rackledger.bmc.redfish;

import io.rackledger.core.node.BootMode;
import java.util.Optional;

/**
 * What a system boots from instead of its own order (DSP0268, ComputerSystem, Boot).
 *
 * @param target for example {@code Pxe} or {@code Hdd}
 * @param mode how the firmware starts it; empty to leave it as it is
 */
record BootOverride(String target, Times times, Optional<BootMode> mode) {
    enum Times {
        ONCE("Once"),
        CONTINUOUS("Continuous");

        private final String word;

        Times(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    BootOverride once() {
        return new BootOverride(target, Times.ONCE, mode);
    }

    BootOverride inAnyMode() {
        return new BootOverride(target, times, Optional.empty());
    }

    /** Whether a mode is wanted that is not this one. */
    boolean isInOtherMode(String told) {
        return mode.isPresent() && !word(mode.get()).equals(told);
    }

    static String word(BootMode mode) {
        return switch (mode) {
            case UEFI -> "UEFI";
            case BIOS -> "Legacy";
        };
    }
}

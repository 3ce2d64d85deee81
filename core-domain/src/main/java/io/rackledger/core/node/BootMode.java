package io.rackledger.core.node;

import java.util.Optional;
import java.util.SortedMap;

/** What the machine's firmware is when it boots. A BMC that is told the wrong one sends the machine to a boot entry that is not there. */
public enum BootMode {
    UEFI,
    /** The PC BIOS, or what UEFI firmware has to be like one. */
    BIOS;

    /** The node's property that tells it: {@code uefi} or {@code bios}. Inspection finds it out. */
    public static final String PROPERTY = "boot_mode";

    /** What a node's properties say; empty where they say nothing, or something else. */
    public static Optional<BootMode> of(SortedMap<String, String> properties) {
        return switch (properties.getOrDefault(PROPERTY, "")) {
            case "uefi" -> Optional.of(UEFI);
            case "bios" -> Optional.of(BIOS);
            default -> Optional.empty();
        };
    }
}

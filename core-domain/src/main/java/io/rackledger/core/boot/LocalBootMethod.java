package io.rackledger.core.boot;

/** How a machine's boot loader is brought to leave the network for the disk. Firmware differs in what it goes on with. */
public enum LocalBootMethod {
    /** The boot loader ends, and the firmware goes on with its next boot entry. */
    EXIT,
    /** The boot loader itself starts the first disk. */
    SANBOOT,
    /** The boot script is answered with HTTP 404, so that not even a script runs. */
    NOT_FOUND,
    /** UEFI: the boot loader starts a file of the first disk's system partition. */
    EFI_PATH
}

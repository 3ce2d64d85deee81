package io.rackledger.core.node;

/** Device for the next boot. */
public enum BootDevice {
    PXE,
    DISK
}

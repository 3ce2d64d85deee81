package io.rackledger.core.failure;

/** Whose move it is when something failed. */
public enum FailureCategory {
    /** The BMC, or the way to it. */
    BMC,
    /** Firmware, boot script, kernel or initrd. */
    BOOT,
    /** Network path between the machine and our services. */
    NETWORK,
    /** What the user or the image brought: user data, image, cloud-init. */
    USER_DATA,
    /** A step that ran on the machine. */
    STEP,
    /** A person asked for it, or did not come. */
    OPERATOR,
    /** Ourselves. */
    ENGINE
}

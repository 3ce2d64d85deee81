package io.rackledger.core.boot;

/** The links of the boot chain in the order in which a machine passes them. An optional link may be absent in a good boot. */
public enum Link {
    POWER_ON("power-on", true),
    /** Firmware or boot loader was told an address, or what to boot, by our own DHCP server. */
    DHCP("DHCP answer", false),
    /** The boot loader that firmware starts, by TFTP or HTTP. */
    LOADER("loader fetch", false),
    BOOT_SCRIPT("boot script", true),
    KERNEL("kernel fetch", true),
    INITRD("initrd fetch", true),
    /** The system that kernel and initrd start got its address of our own DHCP server. */
    SYSTEM_DHCP("DHCP lease of its system", false),
    CLOUD_INIT("first cloud-init report", false),
    META_DATA("meta-data fetch", true),
    USER_DATA("user-data fetch", true),
    VENDOR_DATA("vendor-data fetch", false),
    APPLIED("user data applied", true),
    STEP_STARTED("step start", false),
    /** A file other than kernel and initrd, as a step that writes a disk fetches it. */
    IMAGE("image fetch", false),
    STEP_FINISHED("step finish", false),
    STEPS_DONE("all steps done", true),
    FINISHED("final cloud-init report", true);

    private final String words;
    private final boolean required;

    Link(String words, boolean required) {
        this.words = words;
        this.required = required;
    }

    /** As an operator reads it. */
    public String words() {
        return words;
    }

    /** Whether a boot that goes well always shows it. */
    public boolean required() {
        return required;
    }
}

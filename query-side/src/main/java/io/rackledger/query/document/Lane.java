package io.rackledger.query.document;

/** Lanes of the timeline. */
enum Lane {
    /** What people did. */
    OPERATOR,
    /** State, attempts and waits. */
    STATE,
    /** Power and BMC. */
    POWER,
    /** Boot script, kernel, initrd, images. */
    BOOT,
    /** Seed, cloud-init, steps. */
    STEPS,
    /** Signs of life and output, to be folded into a band. */
    HEARTBEAT
}

package io.rackledger.bmc.driver;

/** What can be pressed. Pressing is no proof: the power state must be read afterwards. */
public enum Button {
    ON,
    FORCE_OFF,
    /** Asks the operating system to shut down; it may ignore that. */
    SOFT_OFF
}

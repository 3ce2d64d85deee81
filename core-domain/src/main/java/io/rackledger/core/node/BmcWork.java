package io.rackledger.core.node;

/** What is done at a BMC, one thing at a time. */
public enum BmcWork {
    /** Ask which machine it belongs to. */
    IDENTIFY,
    READ_POWER,
    SET_BOOT_DEVICE,
    PRESS_ON,
    /** At once, whatever the operating system does. */
    PRESS_OFF,
    /** By way of the operating system, which may not follow. */
    PRESS_SOFT_OFF
}

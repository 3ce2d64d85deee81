package io.rackledger.core.node;

/** What the effector does to a machine's power. All but READ are verified by reading the state afterwards. */
public enum PowerAction {
    READ,
    ON,
    OFF,
    SOFT_OFF,
    REBOOT,
    SOFT_REBOOT
}

package io.rackledger.core.node;

/** Power of the machine as last observed. */
public enum PowerState {
    UNKNOWN,
    ON,
    OFF
}

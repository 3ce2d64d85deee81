package io.rackledger.core.node;

/** Why a node is held, for filters. */
public enum HoldCategory {
    HARDWARE,
    NETWORK,
    FIRMWARE,
    INVESTIGATION,
    PLANNED,
    OTHER
}

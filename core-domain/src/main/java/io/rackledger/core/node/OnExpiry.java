package io.rackledger.core.node;

/** What happens when a clock of a wait runs out. */
public enum OnExpiry {
    /** The attempt fails with the reason that was found. */
    FAIL,
    /** The state stays, the expiry is recorded and the wait starts again with twice the time. */
    REMIND
}

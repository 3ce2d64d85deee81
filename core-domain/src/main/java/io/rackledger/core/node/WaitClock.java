package io.rackledger.core.node;

/** The three clocks of a wait. */
public enum WaitClock {
    /** The whole wait. */
    PHASE,
    /** Since the last new link of the boot chain. */
    PROGRESS,
    /** Since the last sign of life. */
    LIVENESS
}

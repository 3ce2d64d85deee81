package io.rackledger.core.node;

/** How an attempt stands. */
public enum AttemptOutcome {
    RUNNING,
    SUCCEEDED,
    FAILED,
    ABORTED
}

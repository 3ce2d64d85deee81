package io.rackledger.core.node;

/** How far a task has come. */
public enum TaskPhase {
    /** It is about to be done; whether it was, is not known where nothing follows. */
    BEGUN,
    DONE,
    FAILED
}

package io.rackledger.core.node;

/** What follows when a machine's power is seen in another state than the one that was last asked for, and nobody is at work on it. */
public enum DriftPolicy {
    /** It is written down. */
    RECORD,
    /** It is written down, and the machine is switched back, once. */
    ENFORCE
}

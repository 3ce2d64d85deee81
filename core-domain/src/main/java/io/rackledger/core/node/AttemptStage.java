package io.rackledger.core.node;

/** How far an attempt is. */
public enum AttemptStage {
    /** We set boot device and power. */
    PREPARE,
    /** The machine runs the system in memory. */
    EPHEMERAL,
    /** We set boot device and power once more. */
    FINISH,
    /** The machine runs the system on its disk. */
    INSTALLED
}

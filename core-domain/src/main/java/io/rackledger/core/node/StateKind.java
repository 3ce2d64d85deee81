package io.rackledger.core.node;

/** What a node in a state does. */
public enum StateKind {
    /** Nothing is going on; only an operator moves the node. */
    STABLE,
    /** The engine works. */
    ACTIVE,
    /** The machine works, or should. */
    WAIT,
    /** An operator asked for a pause and must end it. */
    HOLD,
    /** Something failed; an operator must decide. */
    FAILED
}

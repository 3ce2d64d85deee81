package io.rackledger.core.node;

/** What moves a node from one provision state to the next: Ironic's events. */
public enum Trigger {
    MANAGE,
    DONE,
    FAIL,
    PROVIDE,
    CLEAN,
    INSPECT,
    ADOPT,
    WAIT,
    RESUME,
    ABORT,
    HOLD,
    UNHOLD,
    DEPLOY,
    DELETE,
    REBUILD,
    RESCUE,
    SERVICE,
    UNRESCUE
}

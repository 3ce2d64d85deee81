package io.rackledger.core.node;

/** The actions of which a run is an attempt. */
public enum LifecycleAction {
    VERIFY,
    INSPECT,
    CLEAN,
    DEPLOY,
    UNDEPLOY,
    RESCUE,
    UNRESCUE,
    SERVICE,
    ADOPT
}

package io.rackledger.core.node;

/** The actions of which a run is an attempt. */
public enum LifecycleAction {
    VERIFY("Verification"),
    INSPECT("Inspection"),
    CLEAN("Cleaning"),
    DEPLOY("Deployment"),
    UNDEPLOY("Tear-down"),
    RESCUE("Rescue"),
    UNRESCUE("Return from rescue"),
    SERVICE("Service"),
    ADOPT("Adoption");

    private final String words;

    LifecycleAction(String words) {
        this.words = words;
    }

    /** As a sentence begins with it: "Deployment (of node-1 failed)". */
    public String words() {
        return words;
    }
}

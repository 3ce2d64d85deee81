package io.rackledger.core.plan;

/** What a machine of a node should boot now. */
public enum BootPlanKind {
    INSPECT("inspect"),
    CLEAN("clean"),
    DEPLOY("deploy"),
    RESCUE("rescue"),
    SERVICE("service"),
    /** Leave the network and start from the disk. */
    LOCAL_DISK("local disk"),
    /** A machine that nobody knows: say so, and try again later. */
    ENLIST("enlist"),
    /** Do nothing: wait, and ask again later. */
    HOLD("hold");

    private final String wireName;

    BootPlanKind(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}

package io.rackledger.core.node;

/** Why a command was refused. The name is the wire form and never changes. */
public enum RefusalCode {
    NODE_UNKNOWN("There is no node with this id."),
    NODE_EXISTS("A node with this id exists already."),
    STATE_FORBIDS("The node's provision state does not allow this."),
    HELD("A hold forbids this."),
    PROTECTED("The node is protected."),
    RETIRED("The node is retired."),
    ARGUMENT_MISSING("Something that this needs was not given."),
    ARGUMENT_INVALID("Something that was given cannot be used."),
    PORT_EXISTS("The node has this port already."),
    PORT_UNKNOWN("The node has no such port."),
    HOLD_EXISTS("The node has a hold with this id already."),
    HOLD_UNKNOWN("The node has no such hold."),
    POWER_PENDING("A power action of this node is still under way."),
    NOTHING_TO_ABORT("Nothing is under way that could be aborted."),
    WAIT_OVER("The wait that this names is over."),
    NOT_DUE("The deadline that this names has not passed, or another one is in force."),
    PAUSED("A hold has stopped the clocks."),
    REQUEST_OVER("The power request that this names is over."),
    CLAIMED("Another node has this name, MAC address or BMC already."),
    CONFLICT("The node changed at the same time, again and again."),
    STALE("The node is no longer at the version that the caller named.");

    private final String meaning;

    RefusalCode(String meaning) {
        this.meaning = meaning;
    }

    /** One sentence. */
    public String meaning() {
        return meaning;
    }
}

package io.rackledger.core.node;

/** Applies events. */
public final class NodeFold {
    private NodeFold() {}

    /** The state after the event. */
    public static NodeState evolve(NodeState state, NodeEvent event) {
        return state;
    }
}

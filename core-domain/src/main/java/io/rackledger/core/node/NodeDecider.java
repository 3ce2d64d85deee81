package io.rackledger.core.node;

/** Decides commands: static, pure, total. */
public final class NodeDecider {
    private NodeDecider() {}

    /** What the command leads to in this state at this time. */
    public static Decision decide(NodeState state, NodeCommand command, Given given) {
        return new Decision.Accepted(java.util.List.of());
    }
}

package io.rackledger.e2e.architecture.canary;

import io.rackledger.core.node.Decision;
import io.rackledger.core.node.Given;
import io.rackledger.core.node.NodeCommand;
import io.rackledger.core.node.NodeDecider;
import io.rackledger.core.node.NodeState;

/** Decides outside command handling. */
final class SelfMadeDecider {
    private SelfMadeDecider() {}

    static Decision decide(NodeState state, NodeCommand command, Given given) {
        return NodeDecider.decide(state, command, given);
    }
}

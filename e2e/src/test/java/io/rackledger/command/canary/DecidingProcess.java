package io.rackledger.command.canary;

import io.rackledger.core.node.Decision;
import io.rackledger.core.node.Given;
import io.rackledger.core.node.NodeCommand;
import io.rackledger.core.node.NodeDecider;
import io.rackledger.core.node.NodeState;

/** Decides in command-side, but past its handling: without claims, limits and the memory of commands. */
final class DecidingProcess {
    private DecidingProcess() {}

    static Decision shortcut(NodeState state, NodeCommand command, Given given) {
        return NodeDecider.decide(state, command, given);
    }
}

package io.rackledger.command.process;

import io.rackledger.core.identity.NodeId;

/** What came back from the world to the follower's thread. */
sealed interface Answer {
    NodeId node();

    /** The command was decided, one way or the other. */
    record Decided(NodeId node) implements Answer {}

    /** Nobody knows what became of the command: ask again. */
    record Unanswered(NodeId node) implements Answer {}

    /** Boot plan or claims are as they should be. */
    record Kept(NodeId node) implements Answer {}

    /** The boot plan could not be published: try again. */
    record PlanFailed(NodeId node) implements Answer {}

    /** The claims could not be put right: try again. */
    record RepairFailed(NodeId node) implements Answer {}
}

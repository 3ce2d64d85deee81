package io.rackledger.core.node;

import io.rackledger.core.identity.NodeId;
import java.time.Instant;

/** A node as its stream tells it. */
public sealed interface NodeState permits NodeState.Unknown, NodeState.Deleted, Node {
    /** Nothing was ever recorded under this id. */
    record Unknown() implements NodeState {}

    /** The node was deleted; its id is not used again. */
    record Deleted(NodeId id, Instant since) implements NodeState {}
}

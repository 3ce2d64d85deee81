package io.rackledger.bmc.effector;

import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.PowerRequestId;
import io.rackledger.core.identity.TraceParent;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.PowerRequest;
import java.time.Instant;
import java.util.Optional;

/**
 * A power request that was taken up.
 *
 * @param node as folded when the request was taken up
 * @param takenUp whether it was in the log before this process followed it
 * @param trace place in the trace of the command that asked for it
 */
record Work(Node node, PowerRequest request, Instant requestedAt, boolean takenUp, Optional<TraceParent> trace) {
    Key key() {
        return new Key(node.id(), request.id());
    }

    /** What makes two pieces of work the same. */
    record Key(NodeId node, PowerRequestId request) {}
}

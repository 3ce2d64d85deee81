package io.rackledger.bmc.effector;

import io.rackledger.bmc.power.PowerProgress;
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
 * @param partition in which its stream lies
 * @param takenUp whether another process, or this one before, may have begun it
 * @param earlier how far that came
 * @param trace place in the trace of the command that asked for it; empty where it was found in the fold
 */
record Work(
        Node node,
        int partition,
        PowerRequest request,
        Instant requestedAt,
        boolean takenUp,
        PowerProgress earlier,
        Optional<TraceParent> trace) {
    Key key() {
        return new Key(node.id(), request.id());
    }

    /** What makes two pieces of work the same. */
    record Key(NodeId node, PowerRequestId request) {}
}

package io.rackledger.core.door;

import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.NodeEvent;
import java.time.Instant;
import java.util.List;

/** Events to be appended to a node's stream if it still stands at the expected sequence. */
public record AppendRequest(
        NodeId node, long expectedSequence, Instant at, List<NodeEvent> events, RecordContext context) {
    public AppendRequest {
        events = List.copyOf(events);
        if (events.isEmpty()) {
            throw new IllegalArgumentException("nothing to append to node " + node);
        }
    }
}

package io.rackledger.core.door;

import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.NodeEvent;
import java.time.Instant;
import java.util.List;

/**
 * One record of the node-events topic: the outcome of one command. Its events happen together or not at all.
 *
 * @param sequence place in the node's stream, from 1
 * @param position place in the log
 * @param at when it was decided
 */
public record NodeRecord(
        NodeId node, long sequence, LogPosition position, Instant at, RecordContext context, List<NodeEvent> events) {
    public NodeRecord {
        events = List.copyOf(events);
    }
}

package io.rackledger.core.door;

import io.rackledger.core.identity.NodeId;
import java.time.Instant;

/**
 * A wish for keys, made before the record that needs them.
 *
 * @param node for whom
 * @param sequence that the record claims in the node's stream
 * @param until when it lapses unless it is confirmed
 */
public record Reservation(NodeId node, long sequence, Instant at, Instant until) {}

package io.rackledger.core.door;

import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.NodeCommand;
import java.time.Instant;
import java.util.Optional;

/**
 * A command on its way in.
 *
 * @param ifSequence version at which the caller saw the node (If-Match), where named; another version refuses with STALE
 */
public record CommandEnvelope(
        NodeId node, NodeCommand command, Instant at, Optional<Long> ifSequence, RecordContext context) {}

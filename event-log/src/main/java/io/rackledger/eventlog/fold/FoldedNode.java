package io.rackledger.eventlog.fold;

import io.rackledger.core.door.NodeStream;
import io.rackledger.core.identity.NodeId;
import java.util.Optional;

/**
 * All that the fold knows of a node.
 *
 * @param first offset of its first record; -1 where none was applied
 * @param frozen why the node is not folded any further, where that is so
 */
public record FoldedNode(NodeId id, NodeStream stream, long first, Optional<String> frozen) {}

package io.rackledger.query.live;

import io.rackledger.core.identity.LogPosition;
import io.rackledger.query.document.NodeSummary;
import java.util.Optional;

/** One applied record: the node before and after it. */
record NodeChange(LogPosition position, Optional<NodeSummary> before, NodeSummary after) {}

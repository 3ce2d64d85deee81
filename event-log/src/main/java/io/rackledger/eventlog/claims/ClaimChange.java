package io.rackledger.eventlog.claims;

import io.rackledger.core.identity.NodeId;
import java.time.Instant;

/** One record of the claims topic: what happened to a key. */
public sealed interface ClaimChange {
    /** Who did it, and for whom. */
    NodeId node();

    Instant at();

    /** The key is the node's until then, or until it is confirmed. */
    record Reserved(NodeId node, Instant at, Instant until) implements ClaimChange {}

    /** The key is the node's. */
    record Confirmed(NodeId node, Instant at) implements ClaimChange {}

    /** The key is free. */
    record Released(NodeId node, Instant at) implements ClaimChange {}
}

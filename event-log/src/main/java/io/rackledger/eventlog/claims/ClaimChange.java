package io.rackledger.eventlog.claims;

import io.rackledger.core.identity.NodeId;
import java.time.Instant;
import java.util.Optional;

/** One record of the claims topic: what happened to a key. */
public sealed interface ClaimChange {
    /** Who did it, and for whom. */
    NodeId node();

    Instant at();

    /**
     * The key is the node's until then, or until it is confirmed.
     *
     * @param nodeSequence that the record which needs the key claims in the node's stream; empty in records of before 0.2.0
     */
    record Reserved(NodeId node, Instant at, Instant until, Optional<Long> nodeSequence) implements ClaimChange {}

    /**
     * The key is the node's.
     *
     * @param nodeSequence that a record which needs the key claims in the node's stream, where the node had the key before it was reserved again
     */
    record Confirmed(NodeId node, Instant at, Optional<Long> nodeSequence) implements ClaimChange {}

    /**
     * The node has the key no longer.
     *
     * @param nodeSequence of the node's record after which it was seen without the key; empty where nothing was ever decided with it, and
     *     in records of before 0.2.0
     */
    record Released(NodeId node, Instant at, Optional<Long> nodeSequence) implements ClaimChange {}
}

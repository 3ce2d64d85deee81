package io.rackledger.core.door;

import io.rackledger.core.identity.NodeId;

/** What became of a claim. */
public sealed interface ClaimResult {
    /** As asked. */
    record Granted() implements ClaimResult {}

    /** Another node has this key. */
    record Taken(ClaimKey key, NodeId by) implements ClaimResult {}
}

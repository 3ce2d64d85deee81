package io.rackledger.core.door;

import io.rackledger.core.identity.NodeId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Set-wide rules: one MAC address, name or BMC, one node. Reservation, then use, then release; the log decides races. */
public interface Claims {
    /**
     * Reserves all keys for the node, or none. A key that the node has already is fine. A reservation that is not confirmed
     * lapses at {@code until}; completes exceptionally with a TimeoutException where the log does not answer.
     */
    CompletableFuture<ClaimResult> reserve(NodeId node, Set<ClaimKey> keys, Instant at, Instant until);

    /** Makes reservations permanent, after the node's own record is in the log. */
    CompletableFuture<ClaimResult> confirm(NodeId node, Set<ClaimKey> keys, Instant at);

    /** Gives keys of this node free; keys of others are left alone. */
    CompletableFuture<ClaimResult> release(NodeId node, Set<ClaimKey> keys, Instant at);

    /**
     * Gives back what was reserved until then and is not needed after all. What was confirmed meanwhile, or reserved by another
     * command on this node, stays.
     */
    CompletableFuture<ClaimResult> cancel(NodeId node, Set<ClaimKey> keys, Instant at, Instant until);

    /** Who has the key now, reservation included. */
    Optional<NodeId> holder(ClaimKey key, Instant at);
}

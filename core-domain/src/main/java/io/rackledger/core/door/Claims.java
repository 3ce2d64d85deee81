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
     * lapses: then another node may have the key once it is proven that this one cannot. Completes exceptionally with a TimeoutException
     * where the log does not answer.
     */
    CompletableFuture<ClaimResult> reserve(Reservation wish, Set<ClaimKey> keys, FormerHolders proof);

    /** Makes reservations permanent, after the node's own record is in the log. */
    CompletableFuture<ClaimResult> confirm(NodeId node, Set<ClaimKey> keys, Instant at);

    /**
     * Gives keys of this node up; keys of others are left alone.
     *
     * @param sequence of the node's record after which it was seen without them
     */
    CompletableFuture<ClaimResult> release(NodeId node, Set<ClaimKey> keys, long sequence, Instant at);

    /**
     * Gives back what was reserved and is not needed after all, because its record is not in the log and never will be. What was confirmed
     * meanwhile, or reserved by another command on this node, stays.
     */
    CompletableFuture<ClaimResult> cancel(Reservation wish, Set<ClaimKey> keys);

    /** Who has the key now, reservation included. */
    Optional<NodeId> holder(ClaimKey key, Instant at);
}

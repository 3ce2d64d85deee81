package io.rackledger.core.door;

import io.rackledger.core.identity.NodeId;
import java.util.concurrent.CompletableFuture;

/**
 * Proof that a key may pass to another node. That a reservation has lapsed proves nothing: the record that it was made for may be in the
 * log, or still on its way.
 */
@FunctionalInterface
public interface FormerHolders {
    /**
     * A key whose reservation has lapsed, or that was given up.
     *
     * @param node that had it
     * @param sequence of the last record of the node that may have been decided with the key; {@link Long#MAX_VALUE} where that is not known
     */
    record Former(ClaimKey key, NodeId node, long sequence) {}

    /**
     * Completes with true once the node does not have the key and no record that was decided until now can give it the key; with false where it
     * has it. Completes exceptionally with a TimeoutException where the log does not answer.
     */
    CompletableFuture<Boolean> gone(Former former);
}

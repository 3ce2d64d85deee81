package io.rackledger.core.door;

import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.Node;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The folded present of all nodes in this process. Thread-safe. */
public interface NodeStates {
    /** The node's stream as folded so far; {@link NodeStream#EMPTY} for an unknown id. */
    NodeStream current(NodeId node);

    /** All living nodes, in the order of their ids. */
    Stream<Node> living();

    /** All nodes whose streams lie in these partitions, deleted ones included. */
    List<NodeId> known(Set<Integer> partitions);

    /** The node that has this port. */
    Optional<Node> byMac(MacAddress mac);

    /** The living node of this name. */
    Optional<Node> byName(String name);

    /** Completes when the fold has passed the position, exceptionally with a TimeoutException after {@code patience}. */
    CompletableFuture<LogVector> reached(LogPosition position, Duration patience);

    /** Completes when the fold has passed all that was in the node-events topic at the time of this call. */
    CompletableFuture<LogVector> caughtUp(Duration patience);
}

package io.rackledger.eventlog.fold;

import io.rackledger.core.door.LogVector;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.Node;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

/** The door to a node table and to how far it has come. */
public final class FoldedNodeStates implements NodeStates {
    private final NodeTable table;
    private final Progress progress;
    private final Function<Duration, CompletableFuture<LogVector>> end;

    /**
     * @param end asks the log for the places after the newest records, within a patience
     */
    public FoldedNodeStates(NodeTable table, Progress progress, Function<Duration, CompletableFuture<LogVector>> end) {
        this.table = table;
        this.progress = progress;
        this.end = end;
    }

    @Override
    public NodeStream current(NodeId node) {
        return table.current(node);
    }

    @Override
    public Stream<Node> living() {
        return table.living();
    }

    @Override
    public List<NodeId> known(Set<Integer> partitions) {
        return table.known(partitions);
    }

    @Override
    public Optional<Node> byMac(MacAddress mac) {
        return table.byMac(mac);
    }

    @Override
    public Optional<Node> byName(String name) {
        return table.byName(name);
    }

    @Override
    public CompletableFuture<LogVector> reached(LogPosition position, Duration patience) {
        return progress.reached(position, patience);
    }

    @Override
    public CompletableFuture<LogVector> caughtUp(Duration patience) {
        return end.apply(patience).thenCompose(target -> progress.reached(target, patience));
    }
}

package io.rackledger.command.simulation;

import io.rackledger.core.door.LogVector;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.Node;
import io.rackledger.eventlog.fold.NodeTable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The folded nodes of a process: what has stood in the log for as long as its fold is behind. */
final class LifeStates implements NodeStates {
    private static final CompletableFuture<LogVector> BEHIND =
            CompletableFuture.failedFuture(new TimeoutException("the fold is behind"));

    private final Life life;

    LifeStates(Life life) {
        this.life = life;
    }

    private NodeTable table() {
        if (!life.alone()) {
            life.fold.advance(life.world.time.now() - life.lag());
        }
        return life.fold.nodes;
    }

    @Override
    public NodeStream current(NodeId node) {
        return table().current(node);
    }

    @Override
    public Stream<Node> living() {
        return table().living();
    }

    @Override
    public List<NodeId> known(Set<Integer> partitions) {
        return table().known(partitions);
    }

    @Override
    public Optional<Node> byMac(MacAddress mac) {
        return table().byMac(mac);
    }

    @Override
    public Optional<Node> byName(String name) {
        return table().byName(name);
    }

    @Override
    public CompletableFuture<LogVector> reached(LogPosition position, Duration patience) {
        return caughtUp(patience);
    }

    @Override
    public CompletableFuture<LogVector> caughtUp(Duration patience) {
        life.point();
        if (life.alone() || life.lag() > patience.toMillis()) {
            life.stalled(patience.toMillis());
            return BEHIND;
        }
        life.fold.advance(life.world.time.now());
        return CompletableFuture.completedFuture(life.fold.places());
    }
}

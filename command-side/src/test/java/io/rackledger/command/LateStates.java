package io.rackledger.command;

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
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The fold of an instance that lags: it knows nothing of the log until it is asked to catch up. */
public final class LateStates implements NodeStates {
    private final NodeStates present;
    private final boolean logAnswers;
    private volatile boolean caughtUp;

    private LateStates(NodeStates present, boolean logAnswers) {
        this.present = present;
        this.logAnswers = logAnswers;
    }

    /** @param present the fold of an instance that does not lag */
    public static LateStates of(NodeStates present) {
        return new LateStates(present, true);
    }

    /** The same while the log does not tell where it ends. */
    public static LateStates withoutLog(NodeStates present) {
        return new LateStates(present, false);
    }

    @Override
    public NodeStream current(NodeId node) {
        return caughtUp ? present.current(node) : NodeStream.EMPTY;
    }

    @Override
    public List<NodeId> known(Set<Integer> partitions) {
        return caughtUp ? present.known(partitions) : List.of();
    }

    @Override
    public Stream<Node> living() {
        return caughtUp ? present.living() : Stream.empty();
    }

    @Override
    public Optional<Node> byMac(MacAddress mac) {
        return caughtUp ? present.byMac(mac) : Optional.empty();
    }

    @Override
    public Optional<Node> byName(String name) {
        return caughtUp ? present.byName(name) : Optional.empty();
    }

    @Override
    public CompletableFuture<LogVector> reached(LogPosition position, Duration patience) {
        caughtUp = true;
        return present.reached(position, patience);
    }

    @Override
    public CompletableFuture<LogVector> caughtUp(Duration patience) {
        if (!logAnswers) {
            return CompletableFuture.failedFuture(new TimeoutException("the log does not answer"));
        }
        caughtUp = true;
        return present.caughtUp(patience);
    }
}

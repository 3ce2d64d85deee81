package io.rackledger.boot.inquiry;

import io.rackledger.core.door.History;
import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.node.Node;
import io.rackledger.core.plan.BootPlan;
import java.time.Instant;
import java.util.Optional;

/** What the log tells of nodes, as far as this process folds it: for questions only, machines are served without it. */
public final class NodeBook {
    private final Optional<NodeStates> states;
    private final Optional<History> history;

    private NodeBook(Optional<NodeStates> states, Optional<History> history) {
        this.states = states;
        this.history = history;
    }

    public static NodeBook of(NodeStates states, History history) {
        return new NodeBook(Optional.of(states), Optional.of(history));
    }

    /** Of a process that serves machines by their plans and folds no nodes. */
    public static NodeBook unknown() {
        return new NodeBook(Optional.empty(), Optional.empty());
    }

    /** Where a plan comes from. */
    record Origin(LogPosition position, Instant at) {}

    Optional<Node> of(MacAddress mac) {
        return states.flatMap(all -> all.byMac(mac));
    }

    Optional<Node> named(String name) {
        return states.flatMap(all -> all.byName(name));
    }

    Optional<Node> of(BootPlan plan) {
        return states.map(all -> all.current(plan.node()))
                .flatMap(stream -> stream.state() instanceof Node node ? Optional.of(node) : Optional.empty());
    }

    /** The record that made the plan what it is; read from the log, so it may take a moment. */
    Optional<Origin> origin(BootPlan plan) {
        return history.flatMap(log -> log.of(plan.node()).stream()
                .filter(record -> record.sequence() == plan.sequence())
                .findFirst()
                .map(NodeBook::origin));
    }

    private static Origin origin(NodeRecord record) {
        return new Origin(record.position(), record.at());
    }
}

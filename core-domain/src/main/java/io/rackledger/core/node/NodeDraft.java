package io.rackledger.core.node;

import io.rackledger.core.failure.Finding;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.NodeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A node while one event is being applied to it. Lives for one call of the fold only. */
final class NodeDraft {
    private final NodeId id;
    NodeAttributes attributes;
    ProvisionState state;
    Instant stateSince;
    Optional<ProvisionState> target;
    PowerState power;
    Optional<PowerRequest> pendingPower;
    BmcStanding bmc;
    Optional<InstanceInfo> instance;
    Optional<AttemptId> deployedBy;
    Optional<Attempt> attempt;
    Optional<Wait> waiting;
    final List<Hold> holds;
    Optional<Finding> failure;
    NodeCounters counters;

    NodeDraft(Node node) {
        id = node.id();
        attributes = node.attributes();
        state = node.state();
        stateSince = node.stateSince();
        target = node.target();
        power = node.power();
        pendingPower = node.pendingPower();
        bmc = node.bmc();
        instance = node.instance();
        deployedBy = node.deployedBy();
        attempt = node.attempt();
        waiting = node.waiting();
        holds = new ArrayList<>(node.holds());
        failure = node.failure();
        counters = node.counters();
    }

    boolean clocksPaused() {
        return holds.stream().anyMatch(Hold::pausesClocks);
    }

    Node done() {
        return new Node(
                id,
                attributes,
                state,
                stateSince,
                target,
                power,
                pendingPower,
                bmc,
                instance,
                deployedBy,
                attempt,
                waiting,
                holds,
                failure,
                counters);
    }
}

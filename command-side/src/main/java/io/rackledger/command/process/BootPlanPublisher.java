package io.rackledger.command.process;

import io.rackledger.core.crash.CrashPoint;
import io.rackledger.core.door.BootPlanLog;
import io.rackledger.core.door.BootPlans;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.WaitPolicy;
import io.rackledger.core.plan.BootPlan;
import io.rackledger.core.plan.BootPlanner;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Keeps the boot plan of every MAC address as its node's state wants it. Confined to the follower's thread. */
final class BootPlanPublisher {
    private final BootPlanLog log;
    private final BootPlans published;
    private final NodeStates states;
    private final WaitPolicy policy;
    private final Map<NodeId, BootPlan> sent = new HashMap<>();

    BootPlanPublisher(BootPlanLog log, BootPlans published, NodeStates states, WaitPolicy policy) {
        this.log = log;
        this.published = published;
        this.states = states;
        this.policy = policy;
    }

    /** Publishes the plan of the node's state where it says something new; empty where it does not. */
    Optional<CompletableFuture<LogVector>> keep(Node node, long sequence) {
        BootPlan before = sent.get(node.id());
        if (before != null && before.sequence() == sequence) {
            return Optional.empty();
        }
        BootPlan plan = BootPlanner.of(node, sequence, policy);
        boolean known = before == null ? allPublished(plan) : same(before, plan);
        sent.put(node.id(), plan);
        return known || plan.macs().isEmpty() ? Optional.empty() : Optional.of(publish(plan));
    }

    private CompletableFuture<LogVector> publish(BootPlan plan) {
        CrashPoint.BEFORE_PLAN.pass();
        return log.publish(plan).whenComplete((_, _) -> CrashPoint.AFTER_PLAN.pass());
    }

    /** Withdraws plans of MAC addresses that the node once had and that no node has any more. */
    Optional<CompletableFuture<LogVector>> withdraw(NodeId node, Set<MacAddress> everHad) {
        return everHad.stream()
                .filter(mac -> states.byMac(mac).isEmpty())
                .filter(mac -> published
                        .byMac(mac)
                        .filter(plan -> plan.node().equals(node))
                        .isPresent())
                .map(log::withdraw)
                .reduce((one, other) -> one.thenCombine(other, (_, last) -> last));
    }

    /** After a failure: the next look publishes again. */
    void forget(NodeId node) {
        sent.remove(node);
    }

    private boolean allPublished(BootPlan plan) {
        return plan.macs().stream()
                .allMatch(mac ->
                        published.byMac(mac).filter(there -> same(there, plan)).isPresent());
    }

    /** Whether both say the same; the version alone is no news. */
    private static boolean same(BootPlan one, BootPlan other) {
        return one.equals(other.at(one.sequence()));
    }
}

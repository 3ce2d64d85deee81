package io.rackledger.command.process;

import io.rackledger.core.door.ClaimKey;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeState;
import io.rackledger.core.node.WaitClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at one node and does what its state and what was seen of it call for. Confined to the follower's thread. */
final class NodeDesk {
    private static final Logger LOG = LoggerFactory.getLogger(NodeDesk.class);
    private static final Duration SECOND_LOOK = Duration.ofMinutes(10);

    private final NodeStates states;
    private final ProvisioningSaga provisioning;
    private final WaitTimeoutSaga timeouts;
    private final BootPlanPublisher plans;
    private final UnderWay underWay;
    private final Timers timers;
    private final ReadProof proof;
    private final Stalls stalls;
    private final Clock clock;
    private final ClaimRepair claims;
    private final Duration silenceGrace;
    private final Duration claimGrace;
    private Instant liveSince = Instant.MAX;

    NodeDesk(
            ProcessDoors doors,
            ProcessRules rules,
            UnderWay underWay,
            Timers timers,
            ReadProof proof,
            Stalls stalls,
            Clock clock) {
        this.states = doors.states();
        this.provisioning = new ProvisioningSaga(rules.policy().bootBudget(), rules.endpoints());
        this.timeouts = new WaitTimeoutSaga(rules.endpoints());
        this.plans = new BootPlanPublisher(doors.planLog(), doors.plans(), doors.states(), rules.policy());
        this.underWay = underWay;
        this.timers = timers;
        this.proof = proof;
        this.stalls = stalls;
        this.clock = clock;
        this.claims = new ClaimRepair(doors.claims());
        this.silenceGrace = rules.silenceGrace();
        this.claimGrace = rules.claimGrace();
    }

    /** From now on everything is read as it comes. */
    void live(Instant since) {
        liveSince = since;
    }

    /** Returns whether the node waits for a proof that all was read until its deadline. */
    boolean look(NodeWatch watch) {
        lookTwice(watch);
        NodeStream stream = states.current(watch.node);
        watch.lookedAt(stream);
        return switch (stream.state()) {
            case Node node -> look(watch, node, stream);
            case NodeState.Deleted _, NodeState.Unknown _ -> {
                withdraw(watch, stream);
                repair(watch, stream);
                yield false;
            }
        };
    }

    /**
     * What another instance published on older knowledge may have come after what we published: now and then a node's plan is compared
     * with what stands in the log, not with what we sent, and so are its claims: who stood still between a record and its confirmation
     * confirms what the node may have given up meanwhile. Spread, so that not all nodes come at once.
     */
    private void lookTwice(NodeWatch watch) {
        Instant now = clock.instant();
        if (watch.secondLook().filter(at -> at.isAfter(now)).isEmpty()) {
            plans.forget(watch.node);
            watch.claimsInDoubt();
            long spread = Math.floorMod(watch.node.hashCode(), SECOND_LOOK.toMillis() / 4);
            Instant next = now.plus(SECOND_LOOK).minusMillis(spread);
            watch.secondLook(next);
            timers.add(next, watch.node);
        }
    }

    /** The plan of the node did not reach the log. */
    void planFailed(NodeWatch watch) {
        plans.forget(watch.node);
    }

    private boolean look(NodeWatch watch, Node node, NodeStream stream) {
        long sequence = stream.sequence();
        keepPlan(watch, node, sequence);
        withdraw(watch, stream);
        repair(watch, stream);
        if (watch.busy()) {
            return false;
        }
        Optional<EngineCommand> next = provisioning
                .react(node, watch.observed(), stream.traces().powerKnownAt())
                .filter(command -> !watch.answered(command.id(), sequence));
        if (next.isPresent()) {
            send(watch, node, sequence, next.get());
            return false;
        }
        Optional<Due> due = timeouts.next(node, watch.observed());
        return due.isPresent() && deadline(watch, node, sequence, due.get());
    }

    private void keepPlan(NodeWatch watch, Node node, long sequence) {
        if (watch.plansMayGo(clock.instant())) {
            plans.keep(node, sequence)
                    .ifPresent(plan -> underWay.keep(node.id(), plan, new Answer.PlanFailed(node.id())));
        }
    }

    private void withdraw(NodeWatch watch, NodeStream stream) {
        Set<ClaimKey> former = stream.traces().former();
        if (former.isEmpty() || !watch.plansMayGo(clock.instant())) {
            return;
        }
        Set<ClaimKey> has = stream.claimed();
        Set<MacAddress> macs = former.stream()
                .filter(key -> !has.contains(key))
                .flatMap(key -> key.mac().stream())
                .collect(Collectors.toSet());
        plans.withdraw(watch.node, macs)
                .ifPresent(plan -> underWay.keep(watch.node, plan, new Answer.PlanFailed(watch.node)));
    }

    private void repair(NodeWatch watch, NodeStream stream) {
        Instant touched = stream.traces().claimsTouchedAt();
        Optional<Instant> due = watch.claimsUnsettled(touched).map(at -> at.plus(claimGrace));
        if (due.isPresent() && due.get().isAfter(clock.instant())) {
            arm(watch, due.get());
        } else if (due.isPresent()) {
            watch.claimsSettled(touched);
            claims.repair(watch.node, stream.sequence(), stream.claimed(), stream.everClaimed(), clock.instant())
                    .ifPresent(effort -> underWay.keep(watch.node, effort, new Answer.RepairFailed(watch.node)));
        }
    }

    private boolean deadline(NodeWatch watch, Node node, long sequence, Due due) {
        Instant believedAt = believedAt(due);
        if (believedAt.isAfter(clock.instant())) {
            arm(watch, believedAt);
            return false;
        }
        if (proof.until().isBefore(believedAt)) {
            return true;
        }
        EngineCommand expiry = timeouts.expire(node, due, watch.observed());
        if (!watch.answered(expiry.id(), sequence)) {
            LOG.debug("node {}: clock {} of {} ran out at {}", node.id(), due.clock(), node.state(), due.at());
            send(watch, node, sequence, expiry);
        }
        return false;
    }

    /** Silence while we could not hear proves nothing: machines get a grace to show life after a start, and all after a stall. */
    private Instant believedAt(Due due) {
        boolean mayHaveSpoken = due.clock() == WaitClock.LIVENESS && due.at().isBefore(liveSince.plus(silenceGrace));
        Instant believed = stalls.believed(due.at());
        Instant heard = liveSince.plus(silenceGrace);
        return mayHaveSpoken && heard.isAfter(believed) ? heard : believed;
    }

    private void arm(NodeWatch watch, Instant at) {
        if (watch.armed().filter(earlier -> !earlier.isAfter(at)).isEmpty()) {
            watch.arm(Optional.of(at));
            timers.add(at, watch.node);
        }
    }

    private void send(NodeWatch watch, Node node, long sequence, EngineCommand command) {
        watch.ask(command.id(), sequence);
        underWay.send(command.envelope(node, clock.instant(), watch.trace(command.command())));
    }
}

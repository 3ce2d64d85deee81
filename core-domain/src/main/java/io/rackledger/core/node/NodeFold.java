package io.rackledger.core.node;

import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.node.NodeEvent.AttemptAdvanced;
import io.rackledger.core.node.NodeEvent.AttemptEnded;
import io.rackledger.core.node.NodeEvent.AttemptStarted;
import io.rackledger.core.node.NodeEvent.AttributesChanged;
import io.rackledger.core.node.NodeEvent.BmcAccountChanged;
import io.rackledger.core.node.NodeEvent.BmcFaultCleared;
import io.rackledger.core.node.NodeEvent.BmcFaultFound;
import io.rackledger.core.node.NodeEvent.BmcIdentified;
import io.rackledger.core.node.NodeEvent.BmcTrusted;
import io.rackledger.core.node.NodeEvent.CrumbRecorded;
import io.rackledger.core.node.NodeEvent.HoldPlaced;
import io.rackledger.core.node.NodeEvent.HoldReleased;
import io.rackledger.core.node.NodeEvent.InstanceAssigned;
import io.rackledger.core.node.NodeEvent.InstanceRemoved;
import io.rackledger.core.node.NodeEvent.NodeDeleted;
import io.rackledger.core.node.NodeEvent.NodeEnrolled;
import io.rackledger.core.node.NodeEvent.PortAdded;
import io.rackledger.core.node.NodeEvent.PortRemoved;
import io.rackledger.core.node.NodeEvent.PowerActionEnded;
import io.rackledger.core.node.NodeEvent.PowerActionRequested;
import io.rackledger.core.node.NodeEvent.PowerDrifted;
import io.rackledger.core.node.NodeEvent.PowerStateObserved;
import io.rackledger.core.node.NodeEvent.PropertiesDiscovered;
import io.rackledger.core.node.NodeEvent.ProvisionStateChanged;
import io.rackledger.core.node.NodeEvent.ReservationVoided;
import io.rackledger.core.node.NodeEvent.WaitExpired;
import io.rackledger.core.node.NodeEvent.WaitStarted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The one mutator of node state, the same for live, restart, projection and time machine: static, pure, total. */
public final class NodeFold {
    private NodeFold() {}

    /** The state after the event; an event that cannot follow means that the log is broken and is refused loudly. */
    public static NodeState evolve(NodeState state, NodeEvent event) {
        return switch (state) {
            case NodeState any when event instanceof ReservationVoided -> any;
            case Node node -> next(node, event);
            case NodeState.Unknown _ when event instanceof NodeEnrolled enrolled -> enrolled(enrolled);
            case NodeState.Unknown _ -> throw broken("a node that was never enrolled", event);
            case NodeState.Deleted _ -> throw broken("a deleted node", event);
        };
    }

    private static Node enrolled(NodeEnrolled event) {
        return new Node(
                event.node(),
                event.attributes(),
                ProvisionState.ENROLL,
                event.at(),
                Optional.empty(),
                PowerState.UNKNOWN,
                Optional.empty(),
                BmcStanding.UNKNOWN,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                NodeCounters.ZERO);
    }

    private static NodeState next(Node node, NodeEvent event) {
        NodeDraft draft = new NodeDraft(node);
        switch (event) {
            case NodeEnrolled _ -> throw broken("node " + node.id() + ", which exists", event);
            case NodeDeleted deleted -> {
                return new NodeState.Deleted(node.id(), deleted.at());
            }
            case AttributesChanged changed -> changeAttributes(draft, changed);
            case PortAdded added -> changePorts(draft, added.mac(), true);
            case PortRemoved removed -> changePorts(draft, removed.mac(), false);
            case PropertiesDiscovered found -> draft.attributes = draft.attributes.withProperties(found.facts());
            case InstanceAssigned assigned -> draft.instance = Optional.of(assigned.instance());
            case InstanceRemoved _ -> removeInstance(draft);
            case AttemptStarted started -> startAttempt(draft, started);
            case AttemptAdvanced advanced ->
                draft.attempt = draft.attempt.map(attempt -> attempt.entering(advanced.stage()));
            case AttemptEnded ended -> endAttempt(draft, ended);
            case ProvisionStateChanged moved -> move(draft, moved);
            case WaitStarted started -> startWait(draft, started);
            case WaitExpired _, ReservationVoided _, PowerDrifted _ -> {
                // A fact for the record; what follows from it stands in the events beside it.
            }
            case CrumbRecorded recorded -> recordCrumb(draft, recorded);
            case PowerActionRequested requested -> requestPower(draft, requested);
            case PowerActionEnded ended -> endPower(draft, ended);
            case PowerStateObserved observed ->
                seePower(draft, observed.power(), observed.seenAt().orElse(observed.at()));
            case BmcIdentified told -> draft.bmc = draft.bmc.identified(told.identity(), told.seenAt());
            case BmcTrusted trusted -> draft.bmc = draft.bmc.strange(trusted.at());
            case BmcAccountChanged _ -> draft.bmc = draft.bmc.trustedAnew();
            case BmcFaultFound found -> draft.bmc = draft.bmc.faulty(found.fault(), found.seenAt());
            case BmcFaultCleared cleared -> draft.bmc = draft.bmc.answering(cleared.seenAt());
            case HoldPlaced placed -> placeHold(draft, placed);
            case HoldReleased released -> releaseHold(draft, released);
        }
        return draft.done();
    }

    private static void changePorts(NodeDraft draft, MacAddress mac, boolean add) {
        SortedSet<MacAddress> ports = new TreeSet<>(draft.attributes.ports());
        if (add) {
            ports.add(mac);
        } else {
            ports.remove(mac);
        }
        draft.attributes = draft.attributes.withPorts(ports);
    }

    /** What is known of a BMC is known of that one, reached as it was. */
    private static void changeAttributes(NodeDraft draft, AttributesChanged changed) {
        NodeAttributes before = draft.attributes;
        draft.attributes = changed.attributes();
        boolean sameBmc =
                before.bmc().equals(draft.attributes.bmc()) && before.driver().equals(draft.attributes.driver());
        if (!sameBmc) {
            draft.bmc = draft.bmc.strange(changed.at());
        } else if (!before.bmcCredential().equals(draft.attributes.bmcCredential())) {
            draft.bmc = draft.bmc.trustedAnew();
        }
    }

    private static void seePower(NodeDraft draft, PowerState power, Instant at) {
        if (power != draft.power || draft.bmc.powerSince().isEmpty()) {
            draft.bmc = draft.bmc.powerSeen(at);
        }
        draft.power = power;
    }

    private static void removeInstance(NodeDraft draft) {
        draft.instance = Optional.empty();
        draft.deployedBy = Optional.empty();
    }

    private static void startAttempt(NodeDraft draft, AttemptStarted started) {
        draft.attempt = Optional.of(new Attempt(
                started.attempt(),
                started.action(),
                started.at(),
                AttemptStage.PREPARE,
                started.steps(),
                List.of(),
                AttemptOutcome.RUNNING));
        if (started.action() == LifecycleAction.DEPLOY) {
            draft.deployedBy = Optional.of(started.attempt());
        }
        draft.failure = Optional.empty();
        draft.counters =
                new NodeCounters(started.attempt().number(), draft.counters.waits(), draft.counters.powerRequests());
    }

    private static void endAttempt(NodeDraft draft, AttemptEnded ended) {
        draft.attempt = draft.attempt.map(attempt -> attempt.ended(ended.outcome()));
        draft.failure = ended.finding();
    }

    private static void move(NodeDraft draft, ProvisionStateChanged moved) {
        draft.state = moved.to();
        draft.stateSince = moved.at();
        draft.target = moved.target();
        draft.waiting = Optional.empty();
    }

    private static void startWait(NodeDraft draft, WaitStarted started) {
        Wait waiting = started.waiting();
        draft.waiting = Optional.of(draft.clocksPaused() ? waiting.pause(started.at()) : waiting);
        draft.counters =
                new NodeCounters(draft.counters.attempts(), waiting.id().number(), draft.counters.powerRequests());
    }

    private static void recordCrumb(NodeDraft draft, CrumbRecorded recorded) {
        draft.attempt = draft.attempt.map(attempt -> attempt.with(recorded.crumb()));
        draft.waiting = draft.waiting.map(waiting -> waiting.with(
                switch (waiting.deadlines()) {
                    case WaitDeadlines.Running running ->
                        new WaitDeadlines.Running(
                                running.phase(), recorded.progressDeadline(), recorded.livenessDeadline());
                    case WaitDeadlines.Paused paused ->
                        new WaitDeadlines.Paused(
                                paused.phaseLeft(),
                                Duration.between(recorded.at(), recorded.progressDeadline()),
                                Duration.between(recorded.at(), recorded.livenessDeadline()));
                }));
    }

    private static void requestPower(NodeDraft draft, PowerActionRequested requested) {
        draft.pendingPower = Optional.of(requested.request());
        draft.bmc = draft.bmc.asked(requested.at());
        draft.counters = new NodeCounters(
                draft.counters.attempts(),
                draft.counters.waits(),
                requested.request().id().number());
    }

    private static void endPower(NodeDraft draft, PowerActionEnded ended) {
        Optional<PowerRequest> over =
                draft.pendingPower.filter(pending -> pending.id().equals(ended.request()));
        if (over.isPresent()) {
            draft.pendingPower = Optional.empty();
            draft.bmc = draft.bmc.ended(commanded(draft, over.get().action(), ended.outcome()));
        }
        if (ended.outcome() instanceof PowerOutcome.Confirmed(PowerState power)) {
            seePower(draft, power, ended.seenAt().orElse(ended.at()));
        }
    }

    /** A look at the power asks for no state; a request that failed has left the machine in one that nobody asked for. */
    private static Optional<PowerState> commanded(NodeDraft draft, PowerAction action, PowerOutcome outcome) {
        if (action == PowerAction.READ) {
            return draft.bmc.commanded();
        }
        return outcome instanceof PowerOutcome.Confirmed(PowerState power) ? Optional.of(power) : Optional.empty();
    }

    private static void placeHold(NodeDraft draft, HoldPlaced placed) {
        draft.holds.add(placed.hold());
        if (draft.clocksPaused()) {
            draft.waiting = draft.waiting.map(waiting -> waiting.pause(placed.at()));
        }
    }

    private static void releaseHold(NodeDraft draft, HoldReleased released) {
        draft.holds.removeIf(hold -> hold.id().equals(released.hold()));
        if (!draft.clocksPaused()) {
            draft.waiting = draft.waiting.map(waiting -> waiting.resume(released.at()));
        }
    }

    private static IllegalStateException broken(String what, NodeEvent event) {
        return new IllegalStateException(
                "the log is broken: " + event.getClass().getSimpleName() + " stands in the stream of " + what);
    }
}

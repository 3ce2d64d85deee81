package io.rackledger.command.simulation;

import io.rackledger.core.diagnosis.ChainKey;
import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.CommandId;
import io.rackledger.core.node.Attempt;
import io.rackledger.core.node.AttemptStage;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.NodeFold;
import io.rackledger.core.node.NodeState;
import io.rackledger.core.node.PowerAction;
import io.rackledger.core.node.ProvisionState;
import io.rackledger.core.node.StateKind;
import io.rackledger.core.node.Transitions;
import io.rackledger.core.node.Trigger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One node as the log alone tells it, counted and checked on its own beside the real fold. */
final class NodeTruth {
    private final Truth truth;
    private final List<NodeRecord> records = new ArrayList<>();
    private final List<NodeState> states = new ArrayList<>();
    private final Set<CommandId> commands = new HashSet<>();
    private final Set<String> resets = new HashSet<>();
    private final Set<String> expired = new HashSet<>();
    private final ClockTruth clocks = new ClockTruth();
    private NodeState state = new NodeState.Unknown();
    private ProvisionState provision = ProvisionState.ENROLL;
    private Optional<AttemptId> running = Optional.empty();
    private AttemptStage stage = AttemptStage.PREPARE;
    private long attempts;
    private long waits;
    private long requests;

    NodeTruth(Truth truth) {
        this.truth = truth;
        states.add(state);
    }

    NodeState state() {
        return state;
    }

    List<NodeRecord> records() {
        return records;
    }

    /** The state after so many records. */
    NodeState state(long sequence) {
        return states.get((int) sequence);
    }

    /** The rule of the log: only a record that claims the next sequence counts. */
    boolean take(NodeRecord record) {
        if (record.sequence() != records.size() + 1) {
            return false;
        }
        Breach.unless(commands.add(record.context().command()), "no command is carried out twice", record);
        records.add(record);
        for (NodeEvent event : record.events()) {
            check(event, record);
            state = NodeFold.evolve(state, event);
            clocks.after(event, state, record);
        }
        states.add(state);
        if (state instanceof Node node) {
            check(node, record);
        }
        return true;
    }

    private void check(NodeEvent event, NodeRecord record) {
        switch (event) {
            case NodeEvent.ProvisionStateChanged moved -> moved(moved, record);
            case NodeEvent.AttemptStarted started -> {
                Breach.unless(running.isEmpty(), "one running attempt and no second", record);
                Breach.unless(started.attempt().number() == ++attempts, "attempts count up", record);
                running = Optional.of(started.attempt());
                stage = AttemptStage.PREPARE;
            }
            case NodeEvent.AttemptAdvanced advanced -> {
                Breach.unless(running.equals(Optional.of(advanced.attempt())), "what advances is running", record);
                stage = advanced.stage();
            }
            case NodeEvent.AttemptEnded ended -> {
                Breach.unless(running.equals(Optional.of(ended.attempt())), "what ends was running", record);
                running = Optional.empty();
            }
            case NodeEvent.WaitStarted started ->
                Breach.unless(started.waiting().id().number() == ++waits, "waits count up", record);
            case NodeEvent.WaitExpired expiry -> expired(expiry, record);
            case NodeEvent.PowerActionRequested asked -> asked(asked, record);
            case NodeEvent.ReservationVoided _ -> truth.reservationVoided();
            case NodeEvent.NodeEnrolled _,
                    NodeEvent.NodeDeleted _,
                    NodeEvent.AttributesChanged _,
                    NodeEvent.PortAdded _,
                    NodeEvent.PortRemoved _,
                    NodeEvent.PropertiesDiscovered _,
                    NodeEvent.InstanceAssigned _,
                    NodeEvent.InstanceRemoved _,
                    NodeEvent.CrumbRecorded _,
                    NodeEvent.PowerActionEnded _,
                    NodeEvent.PowerStateObserved _,
                    NodeEvent.PowerDrifted _,
                    NodeEvent.BmcIdentified _,
                    NodeEvent.BmcTrusted _,
                    NodeEvent.BmcAccountChanged _,
                    NodeEvent.BmcFaultFound _,
                    NodeEvent.BmcFaultCleared _,
                    NodeEvent.HoldPlaced _,
                    NodeEvent.HoldReleased _ -> {
                // No rule of their own.
            }
        }
    }

    private void moved(NodeEvent.ProvisionStateChanged moved, NodeRecord record) {
        Breach.unless(moved.from() == provision, "moves join", record);
        Breach.unless(
                Transitions.next(moved.from(), moved.trigger()).equals(Optional.of(moved.to())),
                "only legal transitions",
                record);
        provision = moved.to();
        truth.visited(provision);
        if (moved.trigger() == Trigger.RESUME) {
            AttemptId attempt = running.orElseThrow();
            Breach.unless(
                    truth.machineDid(attempt, stage == AttemptStage.INSTALLED),
                    "an attempt goes on only when its own machine has really done its part",
                    record);
        }
    }

    private void asked(NodeEvent.PowerActionRequested asked, NodeRecord record) {
        Breach.unless(asked.request().id().number() == ++requests, "power requests count up", record);
        boolean ofCourse = record.events().stream().anyMatch(NodeEvent.ProvisionStateChanged.class::isInstance);
        if (ofCourse && asked.request().action() == PowerAction.REBOOT && running.isPresent()) {
            Breach.unless(
                    resets.add(running.get() + " " + stage),
                    "a machine is reset once in a stage of an attempt",
                    record);
        }
    }

    private void expired(NodeEvent.WaitExpired expiry, NodeRecord record) {
        Breach.unless(!expiry.dueAt().isAfter(expiry.at()), "no deadline fires early", record);
        Breach.unless(expired.add(expiry.waitId() + " " + expiry.clock()), "no deadline fires twice", record);
        if (state instanceof Node node) {
            truth.expired(node, expiry, record);
        }
    }

    private void check(Node node, NodeRecord record) {
        StateKind kind = node.state().kind();
        boolean works = kind != StateKind.STABLE && kind != StateKind.FAILED;
        boolean waiting = kind != StateKind.STABLE || node.state() == ProvisionState.ERROR;
        Breach.unless(node.state() == provision, "the fold knows the state", record);
        Breach.unless(node.waiting().isPresent() == waiting, "a deadline exactly where the state waits", record);
        Breach.unless(node.runningAttempt().isPresent() == works, "what works is an attempt", record);
        Breach.unless(
                node.runningAttempt().map(Attempt::id).equals(running),
                "the running attempt is that of the log",
                record);
        Breach.unless(kind != StateKind.FAILED || node.failure().isPresent(), "a failed state has its reason", record);
        Breach.unless(kind != StateKind.ACTIVE || asksTheBmc(node), "work waits for its own power request", record);
        boolean failedNow = kind == StateKind.FAILED
                && record.events().stream().anyMatch(NodeEvent.ProvisionStateChanged.class::isInstance);
        Breach.unless(!failedNow || node.pendingPower().isEmpty(), "no power request outlives its attempt", record);
        clocks.check(node, record);
    }

    /** The request that was made when the state began, and no other. */
    private static boolean asksTheBmc(Node node) {
        return node.pendingPower()
                .filter(request -> request.deadline().equals(node.stateSince().plus(World.POLICY.bmc())))
                .isPresent();
    }

    /** The chain that the node is in. */
    static Optional<ChainKey> chain(Node node) {
        return node.runningAttempt().map(ChainKey::of);
    }
}

package io.rackledger.core.node;

import io.rackledger.core.boot.Attribution;
import io.rackledger.core.boot.Crumb;
import io.rackledger.core.boot.Link;
import io.rackledger.core.boot.Step;
import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.failure.Finding;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.PowerRequestId;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.node.NodeEvent.AttemptAdvanced;
import io.rackledger.core.node.NodeEvent.AttemptEnded;
import io.rackledger.core.node.NodeEvent.AttemptStarted;
import io.rackledger.core.node.NodeEvent.CrumbRecorded;
import io.rackledger.core.node.NodeEvent.PowerActionEnded;
import io.rackledger.core.node.NodeEvent.PowerActionRequested;
import io.rackledger.core.node.NodeEvent.ProvisionStateChanged;
import io.rackledger.core.node.NodeEvent.WaitStarted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The events of one decision while it is made, with the node as it is after each: later events follow from the earlier ones. Lives for one decision. */
final class EventList {
    private final List<NodeEvent> events = new ArrayList<>();
    private final Given given;
    private Node node;

    EventList(Node node, Given given) {
        this.node = node;
        this.given = given;
    }

    Node node() {
        return node;
    }

    Instant at() {
        return given.at();
    }

    Decision accepted() {
        return new Decision.Accepted(events);
    }

    EventList add(NodeEvent event) {
        if (!(NodeFold.evolve(node, event) instanceof Node next)) {
            throw new IllegalArgumentException("a decision goes on after " + event);
        }
        node = next;
        events.add(event);
        return this;
    }

    EventList startAttempt(LifecycleAction action, List<Step> steps) {
        AttemptId id = AttemptId.of(node.id(), node.counters().attempts() + 1);
        return add(new AttemptStarted(at(), id, action, steps));
    }

    EventList advance(AttemptStage stage) {
        return add(new AttemptAdvanced(at(), attempt().id(), stage));
    }

    EventList endAttempt(AttemptOutcome outcome, Optional<Finding> finding) {
        return add(new AttemptEnded(at(), attempt().id(), outcome, finding));
    }

    /** Moves by a trigger, which must be legal here; target empty ends the action's course. */
    EventList move(Trigger trigger, Optional<ProvisionState> target) {
        ProvisionState to = Transitions.next(node.state(), trigger)
                .orElseThrow(() -> new IllegalStateException("no transition " + trigger + " from " + node.state()));
        return add(new ProvisionStateChanged(at(), node.state(), to, target, trigger));
    }

    /** For the firmware that the node's properties name. */
    EventList requestPower(PowerAction action, Optional<BootDevice> device, boolean persistent) {
        return requestPower(
                action, device, persistent, BootMode.of(node.attributes().properties()));
    }

    /** @param mode for which firmware the boot device is set; of no account where none is */
    EventList requestPower(
            PowerAction action, Optional<BootDevice> device, boolean persistent, Optional<BootMode> mode) {
        PowerRequestId id = new PowerRequestId(node.counters().powerRequests() + 1);
        Instant deadline = at().plus(given.policy().bmc());
        Optional<BootMode> known = device.isPresent() ? mode : Optional.empty();
        return add(new PowerActionRequested(at(), new PowerRequest(id, action, device, persistent, deadline, known)));
    }

    /** Ends a power request that nobody waits for any more. */
    EventList dropPower(FailureCode code, String why) {
        node.pendingPower()
                .ifPresent(pending -> add(new PowerActionEnded(
                        at(), pending.id(), new PowerOutcome.Failed(code, why), Optional.empty())));
        return this;
    }

    /** Starts the wait that belongs to the present state and stage; a stable state has none. */
    EventList startWait() {
        Waits.of(node, given).ifPresent(waiting -> add(new WaitStarted(at(), waiting)));
        return this;
    }

    /** The first link of a chain: the BMC has confirmed the power. */
    EventList powerOnCrumb(String from, SignalId evidence) {
        Wait waiting = node.waiting().orElseThrow();
        Crumb crumb = new Crumb(Link.POWER_ON, 0, at(), from, Optional.empty(), evidence, Optional.of(Attribution.BMC));
        Instant progress = at().plus(waiting.progressWindow());
        return add(new CrumbRecorded(at(), waiting.id(), crumb, progress, Waits.phaseOf(waiting, at())));
    }

    private Attempt attempt() {
        return node.runningAttempt()
                .orElseThrow(() -> new IllegalStateException("node " + node.id() + " has no running attempt"));
    }
}

package io.rackledger.core.node;

import io.rackledger.core.boot.Step;
import io.rackledger.core.failure.Finding;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.node.NodeEvent.InstanceRemoved;
import java.util.List;
import java.util.Optional;

/** The course of an attempt: how it starts, what follows when the BMC or the machine has done its part, how it fails. */
final class Course {
    private Course() {}

    /** Starts an attempt, ending one that is still under way. */
    static void start(EventList events, LifecycleAction action, Trigger trigger, List<Step> steps) {
        if (events.node().runningAttempt().isPresent()) {
            events.endAttempt(AttemptOutcome.ABORTED, Optional.empty());
        }
        events.startAttempt(action, steps.isEmpty() ? EngineSteps.of(action) : steps);
        events.move(trigger, Optional.of(target(events.node(), action, trigger)));
        Optional<BootDevice> device = firstDevice(action);
        events.requestPower(firstPower(action), device, device.equals(Optional.of(BootDevice.DISK)));
        events.startWait();
    }

    private static ProvisionState target(Node node, LifecycleAction action, Trigger trigger) {
        return switch (action) {
            case VERIFY, INSPECT -> ProvisionState.MANAGEABLE;
            case CLEAN -> {
                boolean manual = trigger == Trigger.CLEAN && node.state() == ProvisionState.MANAGEABLE;
                boolean kept = manual || node.attributes().retirement().on();
                yield kept ? ProvisionState.MANAGEABLE : ProvisionState.AVAILABLE;
            }
            case UNDEPLOY -> ProvisionState.AVAILABLE;
            case DEPLOY, UNRESCUE, SERVICE, ADOPT -> ProvisionState.ACTIVE;
            case RESCUE -> ProvisionState.RESCUE;
        };
    }

    private static PowerAction firstPower(LifecycleAction action) {
        return switch (action) {
            case VERIFY, ADOPT -> PowerAction.READ;
            case UNDEPLOY -> PowerAction.OFF;
            case INSPECT, CLEAN, DEPLOY, RESCUE, SERVICE, UNRESCUE -> PowerAction.REBOOT;
        };
    }

    private static Optional<BootDevice> firstDevice(LifecycleAction action) {
        return switch (action) {
            case VERIFY, ADOPT, UNDEPLOY -> Optional.empty();
            case UNRESCUE -> Optional.of(BootDevice.DISK);
            case INSPECT, CLEAN, DEPLOY, RESCUE, SERVICE -> Optional.of(BootDevice.PXE);
        };
    }

    /** The BMC has confirmed what the attempt asked of it. */
    static void afterPower(EventList events, Attempt attempt, String from, SignalId evidence) {
        switch (attempt.action()) {
            case VERIFY, ADOPT, UNRESCUE -> succeed(events, Trigger.DONE);
            case UNDEPLOY -> cleanAfterUndeploy(events);
            case INSPECT, CLEAN, DEPLOY, RESCUE, SERVICE -> {
                if (attempt.stage() == AttemptStage.PREPARE) {
                    awaitMachine(events, AttemptStage.EPHEMERAL, from, evidence);
                } else if (attempt.action() == LifecycleAction.DEPLOY) {
                    awaitMachine(events, AttemptStage.INSTALLED, from, evidence);
                } else {
                    succeed(events, doneTrigger(events.node()));
                }
            }
        }
    }

    private static void awaitMachine(EventList events, AttemptStage stage, String from, SignalId evidence) {
        events.advance(stage).move(Trigger.WAIT, events.node().target()).startWait();
        events.powerOnCrumb(from, evidence);
    }

    private static Trigger doneTrigger(Node node) {
        boolean manual =
                node.state() == ProvisionState.CLEANING && node.target().equals(Optional.of(ProvisionState.MANAGEABLE));
        return manual ? Trigger.MANAGE : Trigger.DONE;
    }

    private static void succeed(EventList events, Trigger trigger) {
        events.endAttempt(AttemptOutcome.SUCCEEDED, Optional.empty());
        events.move(trigger, Optional.empty());
    }

    private static void cleanAfterUndeploy(EventList events) {
        events.endAttempt(AttemptOutcome.SUCCEEDED, Optional.empty());
        if (events.node().instance().isPresent()) {
            events.add(new InstanceRemoved(events.at()));
        }
        start(events, LifecycleAction.CLEAN, Trigger.CLEAN, List.of());
    }

    /** The machine has done all that the present stage was for. */
    static void afterMachine(EventList events, Attempt attempt) {
        if (attempt.stage() == AttemptStage.EPHEMERAL) {
            events.advance(AttemptStage.FINISH);
        }
        events.move(Trigger.RESUME, events.node().target());
        boolean over = attempt.stage() == AttemptStage.INSTALLED || attempt.action() == LifecycleAction.RESCUE;
        if (over) {
            succeed(events, Trigger.DONE);
            return;
        }
        boolean toDisk = attempt.action() == LifecycleAction.DEPLOY || attempt.action() == LifecycleAction.SERVICE;
        if (toDisk) {
            events.requestPower(PowerAction.REBOOT, Optional.of(BootDevice.DISK), true);
        } else {
            events.requestPower(PowerAction.OFF, Optional.empty(), false);
        }
        events.startWait();
    }

    /** Ends the attempt and moves the node to where its failure belongs. */
    static void fail(EventList events, Finding finding, AttemptOutcome outcome) {
        Node node = events.node();
        if (node.runningAttempt().isPresent()) {
            events.endAttempt(outcome, Optional.of(finding));
        }
        events.dropPower(finding.code(), finding.sentence());
        boolean waits = node.state().kind() == StateKind.WAIT || node.state().kind() == StateKind.HOLD;
        Trigger trigger = outcome == AttemptOutcome.ABORTED && waits ? Trigger.ABORT : Trigger.FAIL;
        ProvisionState to = Transitions.next(node.state(), trigger).orElseThrow();
        boolean keepsTarget = to.kind() == StateKind.FAILED;
        events.move(trigger, keepsTarget ? node.target() : Optional.empty());
        events.startWait();
    }
}

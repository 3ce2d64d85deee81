package io.rackledger.core.node;

import io.rackledger.core.boot.Link;
import io.rackledger.core.failure.Finding;
import io.rackledger.core.node.NodeCommand.ObservePower;
import io.rackledger.core.node.NodeCommand.ReportPower;
import io.rackledger.core.node.NodeCommand.RequestBootDevice;
import io.rackledger.core.node.NodeCommand.RequestPower;
import io.rackledger.core.node.NodeEvent.PowerActionEnded;
import io.rackledger.core.node.NodeEvent.PowerDrifted;
import io.rackledger.core.node.NodeEvent.PowerStateObserved;
import java.util.List;
import java.util.Optional;

/** Decides power: what operators ask for, and what the effector and the observer report. */
final class Power {
    private Power() {}

    static Decision request(Node node, RequestPower request, Given given) {
        return refusal(node, given)
                .orElseGet(() -> new EventList(node, given)
                        .requestPower(request.action(), Optional.empty(), false)
                        .accepted());
    }

    static Decision bootDevice(Node node, RequestBootDevice request, Given given) {
        Optional<BootMode> mode =
                request.mode().or(() -> BootMode.of(node.attributes().properties()));
        return refusal(node, given)
                .orElseGet(() -> new EventList(node, given)
                        .requestPower(PowerAction.READ, Optional.of(request.device()), request.persistent(), mode)
                        .accepted());
    }

    private static Optional<Decision> refusal(Node node, Given given) {
        if (node.attributes().bmc().isEmpty()) {
            return Optional.of(Outcomes.refuse(
                    RefusalCode.ARGUMENT_MISSING, "power needs a BMC address", "bmc", "set the node's bmc first"));
        }
        // What an attempt waits for is never replaced: the answer to the other request would be taken for its own.
        boolean awaited = node.state().kind() == StateKind.ACTIVE;
        return node.pendingPower()
                .filter(pending -> awaited || given.at().isBefore(pending.deadline()))
                .map(pending -> Outcomes.refuse(
                        RefusalCode.POWER_PENDING,
                        "power action " + pending.action() + " is under way, due at " + pending.deadline(),
                        "action",
                        "wait until it is over"));
    }

    static Decision observed(Node node, ObservePower observed, Given given) {
        if (node.power() == observed.power()) {
            return Outcomes.unchanged();
        }
        EventList events = new EventList(node, given);
        events.add(new PowerStateObserved(given.at(), observed.power(), Optional.of(observed.seenAt())));
        drift(node, observed.power()).ifPresent(commanded -> {
            boolean back = given.drift() == DriftPolicy.ENFORCE && maySwitchBack(node);
            DriftPolicy policy = back ? DriftPolicy.ENFORCE : DriftPolicy.RECORD;
            events.add(new PowerDrifted(given.at(), commanded, observed.power(), policy));
            if (back) {
                PowerAction action = commanded == PowerState.ON ? PowerAction.ON : PowerAction.OFF;
                events.requestPower(action, Optional.empty(), false);
            }
        });
        return events.accepted();
    }

    /** The state that was asked for, where this is another one and nobody is at work on the machine. What is not known is no drift. */
    private static Optional<PowerState> drift(Node node, PowerState observed) {
        boolean atWork =
                node.runningAttempt().isPresent() || node.pendingPower().isPresent();
        return node.bmc()
                .commanded()
                .filter(commanded -> !atWork && commanded != PowerState.UNKNOWN && observed != PowerState.UNKNOWN)
                .filter(commanded -> commanded != observed);
    }

    /** Not what somebody holds, not what has failed, and not by a BMC that is in doubt. */
    private static boolean maySwitchBack(Node node) {
        return node.state().kind() == StateKind.STABLE
                && node.holds().isEmpty()
                && node.bmc().fault().isEmpty();
    }

    static Decision reported(Node node, ReportPower report, Given given) {
        boolean pending = node.pendingPower()
                .filter(request -> request.id().equals(report.request()))
                .isPresent();
        if (!pending) {
            return Outcomes.refuse(
                    RefusalCode.REQUEST_OVER,
                    "power request " + report.request() + " is over",
                    "request",
                    "nothing to do");
        }
        EventList events = new EventList(node, given);
        events.add(new PowerActionEnded(given.at(), report.request(), report.outcome(), Optional.of(report.seenAt())));
        if (node.state().kind() == StateKind.ACTIVE) {
            node.runningAttempt().ifPresent(attempt -> goOn(events, attempt, report));
        }
        return events.accepted();
    }

    private static void goOn(EventList events, Attempt attempt, ReportPower report) {
        switch (report.outcome()) {
            case PowerOutcome.Confirmed _ -> Course.afterPower(events, attempt, report.from(), report.evidence());
            case PowerOutcome.Failed failed -> {
                String detail = failed.detail().endsWith(".") ? failed.detail() : failed.detail() + ".";
                String sentence = "%s of %s failed at its BMC: %s"
                        .formatted(
                                attempt.action().words(),
                                events.node().attributes().name(),
                                detail);
                Finding finding =
                        new Finding(failed.code(), sentence, "none", Link.POWER_ON.words(), List.of(report.evidence()));
                Course.fail(events, finding, AttemptOutcome.FAILED);
            }
        }
    }
}

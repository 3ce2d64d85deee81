package io.rackledger.core.node;

import io.rackledger.core.identity.WaitId;
import io.rackledger.core.node.NodeCommand.ExpireWait;
import io.rackledger.core.node.NodeCommand.PauseForOperator;
import io.rackledger.core.node.NodeCommand.ReportCrumb;
import io.rackledger.core.node.NodeCommand.ReportDone;
import io.rackledger.core.node.NodeCommand.ReportFailure;
import io.rackledger.core.node.NodeEvent.CrumbRecorded;
import io.rackledger.core.node.NodeEvent.PropertiesDiscovered;
import io.rackledger.core.node.NodeEvent.WaitExpired;
import io.rackledger.core.node.NodeEvent.WaitStarted;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/** Decides what comes, or does not come, during a wait. Everything names its wait, so that what is late is harmless. */
final class Reports {
    private Reports() {}

    static Decision crumb(Node node, ReportCrumb report, Given given) {
        Optional<Wait> waiting = machineWait(node, report.waitId());
        if (waiting.isEmpty() || node.runningAttempt().isEmpty()) {
            return over(node, report.waitId());
        }
        Attempt attempt = node.runningAttempt().orElseThrow();
        if (attempt.has(report.crumb())) {
            return Outcomes.unchanged();
        }
        Wait wait = waiting.orElseThrow();
        return Outcomes.accept(new CrumbRecorded(
                given.at(),
                report.waitId(),
                report.crumb(),
                Waits.progressAfter(report.crumb(), wait, attempt, given.at()),
                Waits.livenessAfter(report.crumb(), wait, attempt, given.at())));
    }

    static Decision done(Node node, ReportDone report, Given given) {
        Optional<Wait> waiting = machineWait(node, report.waitId());
        if (waiting.isEmpty() || node.runningAttempt().isEmpty()) {
            return over(node, report.waitId());
        }
        EventList events = new EventList(node, given);
        SortedMap<String, String> facts = node.attributes().fitting(report.facts());
        if (!facts.isEmpty()) {
            events.add(new PropertiesDiscovered(given.at(), facts));
        }
        Course.afterMachine(events, node.runningAttempt().orElseThrow());
        return events.accepted();
    }

    static Decision failure(Node node, ReportFailure report, Given given) {
        boolean fails = current(node, report.waitId())
                .filter(wait -> wait.onExpiry() == OnExpiry.FAIL)
                .isPresent();
        if (!fails) {
            return over(node, report.waitId());
        }
        EventList events = new EventList(node, given);
        Course.fail(events, report.finding(), AttemptOutcome.FAILED);
        return events.accepted();
    }

    static Decision pause(Node node, PauseForOperator pause, Given given) {
        if (machineWait(node, pause.waitId()).isEmpty()) {
            return over(node, pause.waitId());
        }
        if (Transitions.next(node.state(), Trigger.HOLD).isEmpty()) {
            return Outcomes.refuse(
                    RefusalCode.STATE_FORBIDS,
                    "there is no hold in state " + node.state(),
                    "step",
                    "use a hold step in clean, deploy or service only");
        }
        if (node.attempt().filter(attempt -> attempt.has(pause.crumb())).isPresent()) {
            return Outcomes.unchanged();
        }
        Instant later = Waits.phaseOf(node.waiting().orElseThrow(), given.at());
        return new EventList(node, given)
                .add(new CrumbRecorded(given.at(), pause.waitId(), pause.crumb(), later, later))
                .move(Trigger.HOLD, node.target())
                .startWait()
                .accepted();
    }

    static Decision expired(Node node, ExpireWait expiry, Given given) {
        Optional<Wait> waiting = current(node, expiry.waitId());
        if (waiting.isEmpty()) {
            return over(node, expiry.waitId());
        }
        Wait wait = waiting.orElseThrow();
        return switch (wait.deadlines()) {
            case WaitDeadlines.Paused _ ->
                Outcomes.refuse(
                        RefusalCode.PAUSED,
                        "the clocks of wait " + wait.id() + " stand still",
                        "waitId",
                        "they go on when the hold is released");
            case WaitDeadlines.Running running -> due(node, wait, running, expiry, given);
        };
    }

    private static Decision due(Node node, Wait wait, WaitDeadlines.Running running, ExpireWait expiry, Given given) {
        Instant deadline = running.of(expiry.clock());
        boolean named = switch (expiry.clock()) {
            case PHASE, PROGRESS -> expiry.dueAt().equals(deadline);
            // Signs of life move this deadline without an event each; the follower knows the later one.
            case LIVENESS -> !expiry.dueAt().isBefore(deadline);
        };
        if (!named || given.at().isBefore(expiry.dueAt())) {
            return Outcomes.refuse(
                    RefusalCode.NOT_DUE,
                    "clock " + expiry.clock() + " of wait " + wait.id() + " is due at " + deadline,
                    "dueAt",
                    "wait until then");
        }
        EventList events = new EventList(node, given);
        events.add(new WaitExpired(given.at(), wait.id(), expiry.clock(), expiry.dueAt()));
        switch (wait.onExpiry()) {
            case FAIL -> Course.fail(events, expiry.finding(), AttemptOutcome.FAILED);
            case REMIND -> events.add(new WaitStarted(given.at(), Waits.reminder(node, wait, given.at())));
        }
        return events.accepted();
    }

    private static Optional<Wait> machineWait(Node node, WaitId id) {
        return node.state().kind() == StateKind.WAIT ? current(node, id) : Optional.empty();
    }

    private static Optional<Wait> current(Node node, WaitId id) {
        return node.waiting().filter(wait -> wait.id().equals(id));
    }

    private static Decision over(Node node, WaitId id) {
        String now = node.waiting().map(wait -> "wait " + wait.id()).orElse("no wait");
        return Outcomes.refuse(
                RefusalCode.WAIT_OVER,
                "wait " + id + " is over; the node is in state " + node.state() + " with " + now,
                "waitId",
                "nothing to do");
    }
}

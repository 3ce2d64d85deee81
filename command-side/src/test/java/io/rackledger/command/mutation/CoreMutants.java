package io.rackledger.command.mutation;

import static io.rackledger.command.mutation.Mutant.core;
import static io.rackledger.command.mutation.Mutant.liveness;
import static io.rackledger.command.mutation.Mutant.safety;

import java.util.List;

/** Faults in what is decided and folded. */
final class CoreMutants {
    private CoreMutants() {}

    static List<Mutant> all() {
        return List.of(
                safety(
                        "a wait without a deadline",
                        core(
                                "node/Verbs",
                                "events.move(Trigger.UNHOLD, node.target()).startWait();",
                                "events.move(Trigger.UNHOLD, node.target());")),
                safety(
                        "the fold ignores the sequence rule",
                        core("door/NodeStream", "return record.sequence() == sequence + 1;", "return true;")),
                safety(
                        "the machine is reset a second time",
                        core("node/Course", "if (attempt.stage() == AttemptStage.PREPARE) {", """
                                if (attempt.stage() == AttemptStage.PREPARE) {
                                    events.requestPower(PowerAction.REBOOT, firstDevice(attempt.action()), false);""")),
                safety("a hold does not stop the clocks", core("node/NodeFold", """
                                draft.holds.add(placed.hold());
                                        if (draft.clocksPaused()) {""", """
                                draft.holds.add(placed.hold());
                                        if (draft.holds.size() > 1) {""")),
                safety(
                        "the release of a hold forgets the time that was left",
                        core(
                                "node/WaitDeadlines",
                                "return new Running(at.plus(phaseLeft), at.plus(progressLeft), at.plus(livenessLeft));",
                                "return new Running(at.plus(progressLeft), at.plus(progressLeft), at.plus(livenessLeft));")),
                safety(
                        "a signal of an old attempt advances the new one",
                        core(
                                "diagnosis/Breadcrumbs",
                                "if (!ChainKey.of(signal).equals(Optional.of(chain))) {",
                                "if (ChainKey.of(signal).isEmpty()) {"),
                        Mutant.side(
                                "process/Observed",
                                "if (present.isEmpty() || !concerns(signal, node)) {",
                                "if (present.isEmpty() || ChainKey.of(signal).isEmpty()) {")),
                safety(
                        "a late report is taken for the present wait",
                        core(
                                "node/Reports",
                                "return node.waiting().filter(wait -> wait.id().equals(id));",
                                "return node.waiting();")),
                safety(
                        "a boot loop is not counted",
                        core("diagnosis/Verdicts", "if (seen.bootRequests() > bootBudget) {", "if (bootBudget < 0) {")),
                safety(
                        "the older of two signs of life counts",
                        core(
                                "diagnosis/Breadcrumbs",
                                "Heard.LATER.compare(before, now) > 0",
                                "Heard.LATER.compare(before, now) < 0")),
                safety(
                        "an abort is ignored",
                        core(
                                "node/Verbs",
                                "} else if (node.state().kind() != StateKind.FAILED) {",
                                "} else if (node.state().kind() == StateKind.HOLD) {")),
                liveness(
                        "a reminder does not begin a new wait",
                        core(
                                "node/Reports",
                                "case REMIND -> events.add(new WaitStarted(given.at(), Waits.reminder(node, wait, given.at())));",
                                "case REMIND -> {}")),
                safety(
                        "an attempt that fails is not ended",
                        core(
                                "node/Course",
                                "events.endAttempt(outcome, Optional.of(finding));",
                                "events.add(new PowerStateObserved(events.at(), node.power(), Optional.empty()));"),
                        core("node/Course", "final class Course {", "@SuppressWarnings(\"x\") final class Course {"),
                        core(
                                "node/Course",
                                "package io.rackledger.core.node;",
                                "package io.rackledger.core.node; import io.rackledger.core.node.NodeEvent.PowerStateObserved;")),
                safety(
                        "a power request outlives its attempt",
                        core("node/Course", "events.dropPower(finding.code(), finding.sentence());", "")),
                safety(
                        "a crumb moves the deadline of the whole wait",
                        core(
                                "node/NodeFold",
                                "running.phase(), recorded.progressDeadline(), recorded.livenessDeadline());",
                                "recorded.progressDeadline(), recorded.progressDeadline(), recorded.livenessDeadline());")),
                safety(
                        "a step's output stands in the log",
                        core(
                                "diagnosis/StepTroubles",
                                "Words.quoted(lastLine(step.tail()), TAIL_SHOWN)",
                                "Words.quoted(step.tail(), TAIL_SHOWN)")));
    }
}

package io.rackledger.command.mutation;

import static io.rackledger.command.mutation.Mutant.core;
import static io.rackledger.command.mutation.Mutant.liveness;
import static io.rackledger.command.mutation.Mutant.log;
import static io.rackledger.command.mutation.Mutant.safety;
import static io.rackledger.command.mutation.Mutant.side;

import java.util.List;

/** Faults in process managers, intake, claims and folds. */
final class EngineMutants {
    private EngineMutants() {}

    static List<Mutant> all() {
        return List.of(
                safety(
                        "a deadline fires early",
                        side(
                                "process/NodeDesk",
                                "if (believedAt.isAfter(clock.instant())) {",
                                "if (believedAt.minusSeconds(60).isAfter(clock.instant())) {"),
                        side(
                                "process/NodeDesk",
                                "if (proof.until().isBefore(believedAt)) {",
                                "if (proof.until().isBefore(believedAt.minusSeconds(60))) {"),
                        core("node/Reports", "if (!named || given.at().isBefore(expiry.dueAt())) {", "if (!named) {")),
                safety(
                        "a deadline fires before all that had come by then was read",
                        side("process/NodeDesk", "if (proof.until().isBefore(believedAt)) {", "if (proof == null) {")),
                safety(
                        "a signal is judged on an older state than that of its time",
                        side(
                                "process/ProcessFollower",
                                "if (!foldHasSeenThem() || (unjudged.stream().anyMatch(this::needsNewerState) && !foldCaughtUp())) {",
                                "if (records == null) {")),
                safety(
                        "nodes of lost partitions are not forgotten",
                        side(
                                "process/ProcessFollower",
                                "watches.values().removeIf(watch -> !owned.contains(watch.partition));",
                                "")),
                liveness(
                        "deadlines are lost at a restart",
                        side("process/ProcessFollower", "ready.addAll(watches.keySet());", "")),
                liveness(
                        "a timer that works once for each node",
                        side("process/ProcessFollower", "watch.arm(Optional.empty());", "")),
                safety(
                        "tries without a pause",
                        side(
                                "process/ProcessFollower",
                                "Instant again = clock.instant().plus(RetryPause.after(failures, watch.node));",
                                "Instant again = clock.instant();")),
                liveness(
                        "an unknown outcome is taken for done",
                        side(
                                "process/UnderWay",
                                "yield new Answer.Unanswered(envelope.node());",
                                "yield new Answer.Decided(envelope.node());")),
                liveness(
                        "a command without an answer is under way for ever",
                        side(
                                "process/NodeWatch",
                                "asked = Optional.empty();\n        return ++failures;",
                                "busy = true;\n        return ++failures;")),
                liveness(
                        "heartbeats extend the time for the next step",
                        side(
                                "process/WaitTimeoutSaga",
                                "new Due(WaitClock.PROGRESS, running.progress()),",
                                "new Due(WaitClock.PROGRESS, liveness(node, waiting, running, seen)),")),
                safety(
                        "a repeated command is carried out again",
                        side(
                                "handling/Judge",
                                "return earlier(stream, envelope).orElseGet(() -> fresh(stream, envelope));",
                                "return fresh(stream, envelope);")),
                liveness(
                        "claims are released while their node has them",
                        side("process/ClaimRepair", "leftOver.removeAll(wanted);", "")),
                liveness(
                        "claims are not released",
                        side("handling/ClaimDesk", "giveBack(node, change, at);", ""),
                        side(
                                "process/ClaimRepair",
                                "leftOver.removeIf(key -> !holds(node, key, now));",
                                "leftOver.clear();")),
                safety(
                        "a reservation does not keep others away",
                        log("claims/ClaimDecision", "? new Refused(reserved.node())", "? new Change(wanted)")),
                safety(
                        "a reservation that has lapsed is taken without proof",
                        log(
                                "claims/ClaimDecision",
                                ": new AfterProof(reserved.node(), reserved.upTo(), wanted);",
                                ": new Change(wanted);")),
                safety(
                        "the loser of a race for a claim has it too",
                        log(
                                "claims/ClaimTable",
                                "if (sequence != entry(key).sequence() + 1) {",
                                "if (sequence == 0) {")),
                liveness(
                        "a boot plan that failed is not published again",
                        side("process/BootPlanPublisher", "sent.remove(node);", "")),
                safety(
                        "the follower forgets which signals it has judged",
                        side("process/NodeWatch", "judged.add(signal.id());", "")),
                liveness(
                        "the deadlines of a wait that was paused are never looked at again",
                        side(
                                "process/NodeDesk",
                                "return due.isPresent() && deadline(",
                                "return due.isPresent() && sequence % 2 == 0 && deadline(")),
                liveness(
                        "a zombie's partitions are not read again",
                        side(
                                "process/ProcessFollower",
                                "        generation = reader.generation();\n",
                                "        generation = Math.max(generation, reader.generation());\n        if (live) {\n            return;\n        }\n")));
    }
}

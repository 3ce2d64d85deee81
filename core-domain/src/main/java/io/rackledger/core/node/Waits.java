package io.rackledger.core.node;

import io.rackledger.core.boot.Crumb;
import io.rackledger.core.boot.Link;
import io.rackledger.core.boot.Step;
import io.rackledger.core.identity.WaitId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which wait belongs to a state, and how its clocks move. */
final class Waits {
    private static final Duration LONGEST_REMINDER = Duration.ofDays(7);

    private Waits() {}

    /** The wait of the node's present state: every state but the stable ones has one, and so has error. */
    static Optional<Wait> of(Node node, Given given) {
        WaitPolicy policy = given.policy();
        WaitId id = new WaitId(node.counters().waits() + 1);
        return switch (node.state().kind()) {
            case STABLE ->
                node.state() == ProvisionState.ERROR
                        ? Optional.of(operator(id, node, given.at(), policy.operator()))
                        : Optional.empty();
            case ACTIVE -> Optional.of(bmc(id, node, given));
            case WAIT -> Optional.of(machine(id, node, given));
            case HOLD, FAILED -> Optional.of(operator(id, node, given.at(), policy.operator()));
        };
    }

    private static Wait bmc(WaitId id, Node node, Given given) {
        Instant due = given.at().plus(given.policy().bmc());
        String action = node.pendingPower().map(p -> p.action().name()).orElse("READ");
        String where =
                node.attributes().bmc().map(bmc -> " at " + bmc.authority()).orElse("");
        return new Wait(
                id,
                WaitSubject.BMC,
                "the BMC" + where + " to confirm power action " + action,
                given.at(),
                new WaitDeadlines.Running(due, due, due),
                given.policy().bmc(),
                given.policy().bmc(),
                OnExpiry.FAIL);
    }

    private static Wait machine(WaitId id, Node node, Given given) {
        WaitPolicy policy = given.policy();
        boolean installed = node.attempt().map(Attempt::stage).orElse(AttemptStage.EPHEMERAL) == AttemptStage.INSTALLED;
        WaitSubject subject = installed ? WaitSubject.INSTALLED_SYSTEM : WaitSubject.MACHINE;
        Instant phase = given.at()
                .plus(installed ? policy.installed() : policy.machine().plus(limits(node)));
        return new Wait(
                id,
                subject,
                subject.words(),
                given.at(),
                new WaitDeadlines.Running(phase, given.at().plus(policy.progress()), phase),
                policy.progress(),
                policy.liveness(),
                OnExpiry.FAIL);
    }

    private static Duration limits(Node node) {
        return node.attempt()
                .map(attempt -> attempt.steps().stream().map(Step::limit).reduce(Duration.ZERO, Duration::plus))
                .orElse(Duration.ZERO);
    }

    private static Wait operator(WaitId id, Node node, Instant at, Duration window) {
        Instant due = at.plus(window);
        String what = node.state().kind() == StateKind.HOLD
                ? "an operator to say unhold or abort"
                : "an operator to decide after the failure";
        return new Wait(
                id,
                WaitSubject.OPERATOR,
                what,
                at,
                new WaitDeadlines.Running(due, due, due),
                window,
                window,
                OnExpiry.REMIND);
    }

    /** The wait that follows a reminder: the same with twice the time, at most seven days. */
    static Wait reminder(Node node, Wait expired, Instant at) {
        Duration twice = expired.progressWindow().multipliedBy(2);
        Duration window = twice.compareTo(LONGEST_REMINDER) > 0 ? LONGEST_REMINDER : twice;
        return operator(new WaitId(node.counters().waits() + 1), node, at, window);
    }

    /** When the next link is due after this one: a running step has its own limit on top, and keeps it whatever else comes meanwhile. */
    static Instant progressAfter(Crumb crumb, Wait waiting, Attempt attempt, Instant at) {
        Instant usual = at.plus(waiting.progressWindow());
        if (!stepRuns(attempt.with(crumb))) {
            return usual;
        }
        Instant wanted = crumb.link() == Link.STEP_STARTED ? usual.plus(limit(attempt, crumb.index())) : usual;
        Instant present = progressOf(waiting, at);
        return present.isAfter(wanted) ? present : wanted;
    }

    private static boolean stepRuns(Attempt attempt) {
        return !attempt.has(Link.STEPS_DONE) && attempt.last(Link.STEP_STARTED) > attempt.last(Link.STEP_FINISHED);
    }

    private static Duration limit(Attempt attempt, int index) {
        List<Step> steps = attempt.stageSteps();
        return index >= 1 && index <= steps.size() ? steps.get(index - 1).limit() : Duration.ZERO;
    }

    private static Instant progressOf(Wait waiting, Instant at) {
        return switch (waiting.deadlines()) {
            case WaitDeadlines.Running running -> running.progress();
            case WaitDeadlines.Paused paused -> at.plus(paused.progressLeft());
        };
    }

    /** When a sign of life is due after this link: only a step runner gives any, from its start to its end, in whatever order links come. */
    static Instant livenessAfter(Crumb crumb, Wait waiting, Attempt attempt, Instant at) {
        Attempt known = attempt.with(crumb);
        boolean began = known.has(Link.APPLIED)
                || known.has(Link.STEP_STARTED)
                || known.has(Link.IMAGE)
                || known.has(Link.STEP_FINISHED);
        if (!began || known.has(Link.STEPS_DONE)) {
            return phaseOf(waiting, at);
        }
        return isOfFirmware(crumb.link()) ? livenessOf(waiting, at) : at.plus(waiting.livenessWindow());
    }

    /** Datagrams are no sign of life: the system of a machine whose step runner hangs renews its lease, too. */
    private static boolean isOfFirmware(Link link) {
        return link == Link.DHCP || link == Link.LOADER || link == Link.SYSTEM_DHCP;
    }

    private static Instant livenessOf(Wait waiting, Instant at) {
        return switch (waiting.deadlines()) {
            case WaitDeadlines.Running running -> running.liveness();
            case WaitDeadlines.Paused paused -> at.plus(paused.livenessLeft());
        };
    }

    /** When the whole wait is due, were its clocks to run from now on. */
    static Instant phaseOf(Wait waiting, Instant at) {
        return switch (waiting.deadlines()) {
            case WaitDeadlines.Running running -> running.phase();
            case WaitDeadlines.Paused paused -> at.plus(paused.phaseLeft());
        };
    }
}

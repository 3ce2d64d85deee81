package io.rackledger.core.node;

import io.rackledger.core.boot.Step;
import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.failure.Finding;
import io.rackledger.core.node.NodeCommand.Act;
import io.rackledger.core.node.NodeEvent.InstanceAssigned;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides lifecycle verbs: refusals in Ironic's order (hold, state, marks, arguments), then the start of an attempt. */
final class Verbs {
    private static final Set<ProvisionVerb> REFUSED_UNDER_HOLD = EnumSet.of(
            ProvisionVerb.DEPLOY,
            ProvisionVerb.REBUILD,
            ProvisionVerb.CLEAN,
            ProvisionVerb.PROVIDE,
            ProvisionVerb.RESCUE,
            ProvisionVerb.UNRESCUE,
            ProvisionVerb.SERVICE,
            ProvisionVerb.UNHOLD,
            ProvisionVerb.ADOPT);

    private Verbs() {}

    /** Whether Ironic's table lets the verb start here; the lock that guards two edges there is a rule here. */
    static boolean allowed(ProvisionState state, ProvisionVerb verb) {
        if (verb == ProvisionVerb.ABORT) {
            return state.kind() != StateKind.STABLE;
        }
        boolean internal = state == ProvisionState.CLEANING || state == ProvisionState.DELETING;
        return !internal && Transitions.next(state, verb.trigger()).isPresent();
    }

    static Decision decide(Node node, Act act, Given given) {
        Optional<Decision> refused = refusal(node, act);
        return refused.orElseGet(() -> begin(node, act, given));
    }

    private static Optional<Decision> refusal(Node node, Act act) {
        for (Hold hold : node.holds()) {
            if (forbids(hold, act.verb())) {
                return Optional.of(held(hold, act.verb()));
            }
        }
        if (!allowed(node.state(), act.verb())) {
            return Optional.of(stateForbids(node, act.verb()));
        }
        boolean destroys = act.verb() == ProvisionVerb.UNDEPLOY || act.verb() == ProvisionVerb.REBUILD;
        if (destroys && node.attributes().protection().on()) {
            return Optional.of(isProtected(node, act.verb().wireName()));
        }
        boolean offers = act.verb() == ProvisionVerb.PROVIDE || act.verb() == ProvisionVerb.DEPLOY;
        if (offers && node.attributes().retirement().on()) {
            return Optional.of(Outcomes.refuse(
                    RefusalCode.RETIRED,
                    "the node is retired: " + node.attributes().retirement().reason(),
                    "retirement",
                    "clear the retirement first"));
        }
        return missing(node, act);
    }

    private static boolean forbids(Hold hold, ProvisionVerb verb) {
        return switch (hold.scope()) {
            case NO_OPERATIONS -> REFUSED_UNDER_HOLD.contains(verb);
            case NO_SCHEDULING -> verb == ProvisionVerb.DEPLOY;
        };
    }

    private static Decision held(Hold hold, ProvisionVerb verb) {
        return Outcomes.refuse(
                RefusalCode.HELD,
                verb.wireName() + " is forbidden by hold " + hold.id() + " of " + hold.author() + " since "
                        + hold.since() + ": " + hold.reason(),
                "verb",
                "release the hold first");
    }

    private static Decision stateForbids(Node node, ProvisionVerb verb) {
        if (verb == ProvisionVerb.ABORT) {
            return Outcomes.refuse(
                    RefusalCode.NOTHING_TO_ABORT,
                    "nothing is under way in state " + node.state(),
                    "verb",
                    "abort is for nodes that wait, work, are held or failed");
        }
        String here = Arrays.stream(ProvisionVerb.values())
                .filter(each -> allowed(node.state(), each))
                .map(ProvisionVerb::wireName)
                .collect(Collectors.joining(", "));
        return Outcomes.refuse(
                RefusalCode.STATE_FORBIDS,
                verb.wireName() + " is not allowed in state " + node.state(),
                "verb",
                here.isEmpty() ? "wait until the state changes" : "allowed now: " + here);
    }

    static Decision isProtected(Node node, String what) {
        return Outcomes.refuse(
                RefusalCode.PROTECTED,
                what + " is forbidden, the node is protected: "
                        + node.attributes().protection().reason(),
                "protection",
                "clear the protection first");
    }

    private static Optional<Decision> missing(Node node, Act act) {
        Set<ProvisionVerb> offline = EnumSet.of(ProvisionVerb.ABORT, ProvisionVerb.UNHOLD);
        boolean verifies = node.state() == ProvisionState.ENROLL;
        boolean worksOnMachine = verifies || (act.verb() != ProvisionVerb.MANAGE && !offline.contains(act.verb()));
        if (worksOnMachine && node.attributes().bmc().isEmpty()) {
            return Optional.of(
                    missing("bmc", act.verb().wireName() + " needs a BMC address", "set the node's bmc first"));
        }
        Set<ProvisionVerb> bootless =
                EnumSet.of(ProvisionVerb.MANAGE, ProvisionVerb.ABORT, ProvisionVerb.UNHOLD, ProvisionVerb.ADOPT);
        if (!bootless.contains(act.verb()) && node.attributes().ports().isEmpty()) {
            return Optional.of(missing(
                    "ports",
                    act.verb().wireName() + " boots the machine, and no MAC address of it is known",
                    "add a port with the MAC address of the boot interface first"));
        }
        boolean deploys = act.verb() == ProvisionVerb.DEPLOY || act.verb() == ProvisionVerb.REBUILD;
        if (deploys && instanceFor(node, act).isEmpty()) {
            return Optional.of(missing(
                    "instance",
                    act.verb().wireName() + " needs to know what to put on the machine",
                    "give instance with name and image"));
        }
        return holdsNowhere(act);
    }

    /** A step named hold pauses the node in a hold state, and two actions have none. */
    private static Optional<Decision> holdsNowhere(Act act) {
        boolean noHold = act.verb() == ProvisionVerb.INSPECT || act.verb() == ProvisionVerb.RESCUE;
        if (noHold && steps(act).stream().anyMatch(EngineSteps::isHold)) {
            return Optional.of(Outcomes.refuse(
                    RefusalCode.ARGUMENT_INVALID,
                    act.verb().wireName() + " has no state in which a step named hold could pause",
                    "steps",
                    "use a hold step in provide, clean, deploy, rebuild or service only"));
        }
        return Optional.empty();
    }

    private static List<Step> steps(Act act) {
        return switch (act.arguments()) {
            case VerbArguments.None _ -> List.of();
            case VerbArguments.Deploy deploy -> deploy.steps();
            case VerbArguments.Steps list -> list.steps();
        };
    }

    private static Decision missing(String field, String detail, String remedy) {
        return Outcomes.refuse(RefusalCode.ARGUMENT_MISSING, detail, field, remedy);
    }

    private static Optional<InstanceInfo> instanceFor(Node node, Act act) {
        Optional<InstanceInfo> given =
                act.arguments() instanceof VerbArguments.Deploy deploy ? deploy.instance() : Optional.empty();
        return given.or(() -> act.verb() == ProvisionVerb.REBUILD ? node.instance() : Optional.empty());
    }

    private static Decision begin(Node node, Act act, Given given) {
        EventList events = new EventList(node, given);
        List<Step> steps = steps(act);
        switch (act.verb()) {
            case MANAGE -> manage(events);
            case INSPECT -> Course.start(events, LifecycleAction.INSPECT, Trigger.INSPECT, steps);
            case PROVIDE -> Course.start(events, LifecycleAction.CLEAN, Trigger.PROVIDE, steps);
            case CLEAN -> Course.start(events, LifecycleAction.CLEAN, Trigger.CLEAN, steps);
            case DEPLOY, REBUILD -> {
                instanceFor(node, act).ifPresent(instance -> events.add(new InstanceAssigned(given.at(), instance)));
                Course.start(events, LifecycleAction.DEPLOY, act.verb().trigger(), steps);
            }
            case UNDEPLOY -> Course.start(events, LifecycleAction.UNDEPLOY, Trigger.DELETE, steps);
            case RESCUE -> Course.start(events, LifecycleAction.RESCUE, Trigger.RESCUE, steps);
            case UNRESCUE -> Course.start(events, LifecycleAction.UNRESCUE, Trigger.UNRESCUE, steps);
            case SERVICE -> Course.start(events, LifecycleAction.SERVICE, Trigger.SERVICE, steps);
            case ADOPT -> Course.start(events, LifecycleAction.ADOPT, Trigger.ADOPT, steps);
            case UNHOLD -> events.move(Trigger.UNHOLD, node.target()).startWait();
            case ABORT -> abort(events);
        }
        return events.accepted();
    }

    private static void manage(EventList events) {
        if (events.node().state() == ProvisionState.ENROLL) {
            Course.start(events, LifecycleAction.VERIFY, Trigger.MANAGE, List.of());
        } else {
            events.move(Trigger.MANAGE, Optional.empty());
        }
    }

    private static void abort(EventList events) {
        Node node = events.node();
        if (node.state() == ProvisionState.SERVICE_FAILED) {
            events.move(Trigger.ABORT, Optional.empty());
            events.requestPower(PowerAction.REBOOT, Optional.of(BootDevice.DISK), true);
        } else if (node.state().kind() != StateKind.FAILED) {
            String action =
                    node.attempt().map(attempt -> attempt.action().words()).orElse("Action");
            String sentence = "%s of %s was aborted on request in state %s."
                    .formatted(action, node.attributes().name(), node.state());
            Finding finding = Finding.of(FailureCode.ABORTED, sentence);
            Course.fail(events, finding, AttemptOutcome.ABORTED);
        }
    }
}

package io.rackledger.core.diagnosis;

import io.rackledger.core.boot.BootStage;
import io.rackledger.core.boot.Crumb;
import io.rackledger.core.boot.Link;
import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.failure.Finding;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.node.Attempt;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.Wait;
import io.rackledger.core.node.WaitClock;
import io.rackledger.core.node.WaitSubject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** From breadcrumbs to a verdict in one sentence: the last good link, the first missing one, and where a route is to blame both its ends. Pure. */
public final class Verdicts {
    private static final String NONE = "none";

    private Verdicts() {}

    /** The verdict when a clock of the node's wait runs out. */
    public static Finding onExpiry(
            Node node, Wait wait, WaitClock clock, Instant dueAt, Optional<Breadcrumbs> seen, Endpoints endpoints) {
        return switch (wait.subject()) {
            case BMC -> noAnswerOfBmc(node, wait, dueAt);
            case OPERATOR ->
                Finding.of(
                        FailureCode.HOLD_EXPIRED,
                        "%s has been waiting for %s since %s."
                                .formatted(name(node), wait.what(), Words.time(wait.since())));
            case MACHINE, INSTALLED_SYSTEM -> missingLink(node, clock, dueAt, chain(node, seen), endpoints);
        };
    }

    private static Finding noAnswerOfBmc(Node node, Wait wait, Instant dueAt) {
        String bmc = node.attributes()
                .bmc()
                .map(address -> "the BMC at " + address.authority())
                .orElse("the BMC");
        String action =
                node.pendingPower().map(request -> request.action().name()).orElse("READ");
        String waited = Words.seconds(Duration.between(wait.since(), dueAt));
        String sentence =
                "%s of %s failed: %s did not confirm power action %s within %s; check its address, cable and VLAN."
                        .formatted(action(node), name(node), bmc, action, waited);
        return new Finding(FailureCode.BMC_UNREACHABLE, sentence, NONE, Link.POWER_ON.words(), List.of());
    }

    /** The verdict on trouble that the machine itself told, or on a boot budget that is used up; empty while all may end well. */
    public static Optional<Finding> onTrouble(Node node, Breadcrumbs seen, int bootBudget, Endpoints endpoints) {
        Breadcrumbs chain = chain(node, Optional.of(seen));
        if (seen.bootRequests() > bootBudget) {
            return Optional.of(loop(node, chain, bootBudget));
        }
        Optional<Finding> told =
                seen.troubles().first(seen.chain()).map(trouble -> told(node, chain, trouble, endpoints));
        return told.isEmpty() && seen.has(Link.FINISHED) && !seen.runnerSeen()
                ? Optional.of(ranNothing(node, chain, endpoints))
                : told;
    }

    /** cloud-init went through to its end with success, and our user data never ran: it got another seed, or could not use ours. */
    private static Finding ranNothing(Node node, Breadcrumbs chain, Endpoints endpoints) {
        Breadcrumbs good = chain.without(Link.FINISHED, 0);
        return finding(node, good, SeedCauses.ranNothing(chain, endpoints), evidence(chain));
    }

    private static Finding loop(Node node, Breadcrumbs chain, int bootBudget) {
        String sentence =
                "%s of %s failed: the machine at %s asked for its boot script %s, and an attempt allows %d; it got as far as %s and booted again."
                        .formatted(
                                action(node),
                                name(node),
                                chain.lastSource(),
                                Words.times(chain.bootRequests()),
                                bootBudget,
                                chain.furthest()
                                        .map(crumb -> phrase(node, crumb))
                                        .orElse("nowhere"));
        return new Finding(
                FailureCode.BOOT_LOOP,
                sentence,
                lastGood(node, chain),
                expected(chain).words(),
                evidence(chain));
    }

    private static Finding told(Node node, Breadcrumbs chain, Trouble trouble, Endpoints endpoints) {
        Cause cause = trouble.code() == FailureCode.DATASOURCE_NOT_FOUND
                ? SeedCauses.lostDatasource(chain, trouble, endpoints)
                : new Cause(trouble.code(), trouble.words(), trouble.missing());
        List<SignalId> evidence = new ArrayList<>(List.of(trouble.evidence()));
        evidence.addAll(evidence(chain));
        // The end of the step that failed is no good link: good was its start.
        Breadcrumbs good = trouble.step() > 0 ? chain.without(Link.STEP_FINISHED, trouble.step()) : chain;
        return finding(node, good, cause, evidence.stream().distinct().toList());
    }

    private static Finding missingLink(
            Node node, WaitClock clock, Instant dueAt, Breadcrumbs chain, Endpoints endpoints) {
        Optional<Trouble> trouble = chain.troubles().first(chain.chain());
        if (trouble.isPresent()) {
            return told(node, chain, trouble.get(), endpoints);
        }
        Cause cause = new MissingLinks(chain, clock, dueAt, endpoints).cause(expected(chain));
        List<SignalId> evidence = new ArrayList<>(chain.hints().evidence());
        evidence.addAll(evidence(chain));
        return finding(node, chain, cause, evidence.stream().distinct().toList());
    }

    private static Finding finding(Node node, Breadcrumbs chain, Cause cause, List<SignalId> evidence) {
        String sentence = "%s of %s failed: after %s, %s."
                .formatted(action(node), name(node), lastGoodWithPlace(node, chain), cause.words());
        return new Finding(cause.code(), sentence, lastGood(node, chain), cause.missing(), evidence);
    }

    /** The chain as the node's own record and the signals tell it together: the power-on link stands in the record only. */
    static Breadcrumbs chain(Node node, Optional<Breadcrumbs> seen) {
        ChainKey key = node.attempt().map(ChainKey::of).orElseThrow();
        Breadcrumbs chain = seen.filter(each -> each.chain().equals(key)).orElse(Breadcrumbs.none(key));
        for (Crumb crumb : node.attempt().map(Attempt::crumbs).orElse(List.of())) {
            chain = chain.plus(crumb);
        }
        return chain.withSystem();
    }

    /** The link that the node's running boot chain is expected to show next; empty where it waits for no machine. */
    public static Optional<Link> awaited(Node node) {
        return node.waiting()
                .filter(wait -> wait.subject() == WaitSubject.MACHINE || wait.subject() == WaitSubject.INSTALLED_SYSTEM)
                .flatMap(_ -> node.runningAttempt())
                .map(attempt -> expected(
                        Breadcrumbs.furthest(attempt.crumbs()),
                        ChainKey.of(attempt).stage()));
    }

    static Link expected(Breadcrumbs chain) {
        return expected(chain.furthest(), chain.chain().stage());
    }

    /** The first required link after the furthest one seen. */
    private static Link expected(Optional<Crumb> furthest, BootStage stage) {
        Link last = furthest.map(Crumb::link).orElse(Link.POWER_ON);
        return Stream.of(Link.values())
                .filter(link -> link.compareTo(last) > 0 && requiredIn(link, stage))
                .findFirst()
                .orElse(Link.FINISHED);
    }

    private static boolean requiredIn(Link link, BootStage stage) {
        boolean network = link == Link.BOOT_SCRIPT || link == Link.KERNEL || link == Link.INITRD;
        return switch (stage) {
            case EPHEMERAL -> link.required() && link != Link.FINISHED;
            case INSTALLED -> link.required() && !network;
        };
    }

    private static String lastGood(Node node, Breadcrumbs chain) {
        return chain.furthest().map(crumb -> words(node, crumb)).orElse(NONE);
    }

    private static String lastGoodWithPlace(Node node, Breadcrumbs chain) {
        return chain.furthest()
                .map(crumb -> "%s (%s, %s)".formatted(phrase(node, crumb), crumb.from(), Words.time(crumb.at())))
                .orElse("nothing at all");
    }

    private static String words(Node node, Crumb crumb) {
        boolean step = crumb.link() == Link.STEP_STARTED || crumb.link() == Link.STEP_FINISHED;
        return step
                ? crumb.link().words() + " " + stepName(node, crumb.index())
                : crumb.link().words();
    }

    /** The link within a sentence: "the kernel fetch". */
    private static String phrase(Node node, Crumb crumb) {
        return switch (crumb.link()) {
            case STEP_STARTED -> "the start of step " + stepName(node, crumb.index());
            case STEP_FINISHED -> "the end of step " + stepName(node, crumb.index());
            case BOOT_SCRIPT -> "the boot script request";
            case APPLIED -> "the start of its step runner";
            case STEPS_DONE -> "the end of all steps";
            case POWER_ON,
                    DHCP,
                    LOADER,
                    KERNEL,
                    INITRD,
                    SYSTEM_DHCP,
                    CLOUD_INIT,
                    META_DATA,
                    USER_DATA,
                    VENDOR_DATA,
                    IMAGE,
                    FINISHED -> "the " + crumb.link().words();
        };
    }

    private static String stepName(Node node, int index) {
        return node.attempt()
                .map(Attempt::stageSteps)
                .filter(steps -> index >= 1 && index <= steps.size())
                .map(steps -> "'" + steps.get(index - 1).name() + "'")
                .orElse("" + index);
    }

    private static List<SignalId> evidence(Breadcrumbs chain) {
        return chain.crumbs().stream()
                .sorted(Comparator.comparing(Crumb::link).reversed())
                .map(Crumb::signal)
                .distinct()
                .toList();
    }

    private static String action(Node node) {
        return node.attempt().map(attempt -> attempt.action().words()).orElse("Action");
    }

    private static String name(Node node) {
        return node.attributes().name();
    }
}

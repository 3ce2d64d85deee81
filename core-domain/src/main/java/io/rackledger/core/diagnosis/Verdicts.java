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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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
            case BMC ->
                new Finding(
                        FailureCode.BMC_UNREACHABLE,
                        "%s of %s: nothing came from %s within %s."
                                .formatted(
                                        action(node),
                                        name(node),
                                        wait.what(),
                                        Words.seconds(Duration.between(wait.since(), dueAt))),
                        NONE,
                        Link.POWER_ON.words(),
                        List.of());
            case OPERATOR ->
                Finding.of(
                        FailureCode.HOLD_EXPIRED,
                        "%s waits for %s since %s.".formatted(name(node), wait.what(), Words.time(wait.since())));
            case MACHINE, INSTALLED_SYSTEM -> missingLink(node, clock, dueAt, chain(node, seen), endpoints);
        };
    }

    /** The verdict on trouble that the machine itself told, or on a boot budget that is used up; empty while all may end well. */
    public static Optional<Finding> onTrouble(Node node, Breadcrumbs seen, int bootBudget, Endpoints endpoints) {
        Breadcrumbs chain = chain(node, Optional.of(seen));
        if (seen.bootRequests() > bootBudget) {
            return Optional.of(loop(node, chain, bootBudget));
        }
        return seen.trouble().map(trouble -> told(node, chain, trouble, endpoints));
    }

    private static Finding loop(Node node, Breadcrumbs chain, int bootBudget) {
        String sentence =
                "%s of %s: the machine at %s asked for its boot script %d times, %d are allowed in one attempt; it got as far as %s each time and booted again."
                        .formatted(
                                action(node),
                                name(node),
                                chain.lastSource(),
                                chain.bootRequests(),
                                bootBudget,
                                lastGood(node, chain));
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
        String sentence = "%s of %s: after %s, %s."
                .formatted(action(node), name(node), lastGoodWithPlace(node, chain), cause.words());
        List<SignalId> evidence = new ArrayList<>(List.of(trouble.evidence()));
        evidence.addAll(evidence(chain));
        return new Finding(cause.code(), sentence, lastGood(node, chain), cause.missing(), evidence);
    }

    private static Finding missingLink(
            Node node, WaitClock clock, Instant dueAt, Breadcrumbs chain, Endpoints endpoints) {
        Instant since =
                chain.lastSign().or(() -> chain.furthest().map(Crumb::at)).orElse(dueAt);
        Duration silent = Duration.between(since, dueAt).isNegative() ? Duration.ZERO : Duration.between(since, dueAt);
        Cause cause = chain.trouble()
                .map(trouble -> new Cause(trouble.code(), trouble.words(), trouble.missing()))
                .orElseGet(() -> MissingLinks.cause(chain, expected(chain), clock, silent, endpoints));
        String sentence = "%s of %s: after %s, %s."
                .formatted(action(node), name(node), lastGoodWithPlace(node, chain), cause.words());
        return new Finding(cause.code(), sentence, lastGood(node, chain), cause.missing(), evidence(chain));
    }

    /** The chain as the node's own record and the signals tell it together: the power-on link stands in the record only. */
    private static Breadcrumbs chain(Node node, Optional<Breadcrumbs> seen) {
        ChainKey key = node.attempt().map(ChainKey::of).orElseThrow();
        Breadcrumbs chain = seen.filter(each -> each.chain().equals(key)).orElse(Breadcrumbs.none(key));
        for (Crumb crumb : node.attempt().map(Attempt::crumbs).orElse(List.of())) {
            chain = chain.plus(crumb);
        }
        return chain;
    }

    /** The first required link after the furthest one seen. */
    static Link expected(Breadcrumbs chain) {
        Link furthest = chain.furthest().map(Crumb::link).orElse(null) instanceof Link link ? link : Link.POWER_ON;
        return Stream.of(Link.values())
                .filter(link -> link.compareTo(furthest) > 0
                        && requiredIn(link, chain.chain().stage()))
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
                .map(crumb -> "%s (%s, %s)".formatted(words(node, crumb), crumb.from(), Words.time(crumb.at())))
                .orElse("nothing at all");
    }

    private static String words(Node node, Crumb crumb) {
        return switch (crumb.link()) {
            case STEP_STARTED, STEP_FINISHED -> crumb.link().words() + " " + stepName(node, crumb.index());
            case POWER_ON,
                    BOOT_SCRIPT,
                    KERNEL,
                    INITRD,
                    CLOUD_INIT,
                    META_DATA,
                    USER_DATA,
                    VENDOR_DATA,
                    APPLIED,
                    IMAGE,
                    STEPS_DONE,
                    FINISHED -> crumb.link().words();
        };
    }

    private static String stepName(Node node, int index) {
        return node.attempt()
                .map(Attempt::steps)
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
        String action = node.attempt().map(attempt -> attempt.action().name()).orElse("action");
        return action.charAt(0) + action.substring(1).toLowerCase(Locale.ROOT);
    }

    private static String name(Node node) {
        return node.attributes().name();
    }
}

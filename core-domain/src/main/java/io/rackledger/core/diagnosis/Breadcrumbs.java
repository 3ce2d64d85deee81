package io.rackledger.core.diagnosis;

import io.rackledger.core.boot.Crumb;
import io.rackledger.core.boot.Link;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody.StepFinished;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the signals of one boot chain have shown so far: an immutable fold. The same signals in another order of arrival lead to the
 * same verdict; a signal that arrives twice counts once where it is told by its id (the follower drops those).
 *
 * @param crumbs each link once, in the order of arrival
 * @param bootRequests how often the machine asked for its boot script
 * @param lastSign when the machine was last heard of
 * @param lastSource the address that it last used, without port; empty if never heard
 * @param stepsDone whether the step runner reported success
 * @param cloudInitDone whether cloud-init's last stage reported success
 * @param facts what inventory steps told
 */
public record Breadcrumbs(
        ChainKey chain,
        List<Crumb> crumbs,
        int bootRequests,
        Optional<Instant> lastSign,
        String lastSource,
        boolean stepsDone,
        boolean cloudInitDone,
        SortedMap<String, String> facts,
        Optional<Trouble> trouble,
        Optional<SeedError> seedError,
        Optional<StepFinished> failedStep,
        Optional<Crumb> holdStep) {
    private static final Comparator<Crumb> FURTHER = Comparator.comparing(Breadcrumbs::group)
            .thenComparingInt(Crumb::index)
            .thenComparing(Crumb::link);

    public Breadcrumbs {
        crumbs = List.copyOf(crumbs);
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    }

    /** Nothing seen yet. */
    public static Breadcrumbs none(ChainKey chain) {
        return new Breadcrumbs(
                chain,
                List.of(),
                0,
                Optional.empty(),
                "",
                false,
                false,
                new TreeMap<>(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** With one more signal of this chain; a signal of another chain is a programming error. */
    public Breadcrumbs with(Signal signal) {
        if (!ChainKey.of(signal).equals(Optional.of(chain))) {
            throw new IllegalArgumentException("signal " + signal.id() + " does not belong to " + chain);
        }
        return new BreadcrumbReader(this).read(signal);
    }

    /** The crumb of the link that is furthest down the chain. */
    public Optional<Crumb> furthest() {
        return crumbs.stream().max(FURTHER);
    }

    /** Step links of a later step are further than any of an earlier one. */
    private static Link group(Crumb crumb) {
        return switch (crumb.link()) {
            case STEP_STARTED, IMAGE, STEP_FINISHED -> Link.STEP_STARTED;
            case POWER_ON,
                    BOOT_SCRIPT,
                    KERNEL,
                    INITRD,
                    CLOUD_INIT,
                    META_DATA,
                    USER_DATA,
                    VENDOR_DATA,
                    APPLIED,
                    STEPS_DONE,
                    FINISHED -> crumb.link();
        };
    }

    /** Whether the link was seen. */
    public boolean has(Link link) {
        return crumbs.stream().anyMatch(crumb -> crumb.link() == link);
    }

    Breadcrumbs plus(Crumb crumb) {
        if (crumbs.stream().anyMatch(crumb::sameLink)) {
            return this;
        }
        List<Crumb> more = new ArrayList<>(crumbs);
        more.add(crumb);
        return withCrumbs(more, holdStep);
    }

    Breadcrumbs heard(Instant at, String source) {
        Instant latest = lastSign.filter(before -> before.isAfter(at)).orElse(at);
        return new Breadcrumbs(
                chain,
                crumbs,
                bootRequests,
                Optional.of(latest),
                source,
                stepsDone,
                cloudInitDone,
                facts,
                trouble,
                seedError,
                failedStep,
                holdStep);
    }

    Breadcrumbs bootRequested() {
        return new Breadcrumbs(
                chain,
                crumbs,
                bootRequests + 1,
                lastSign,
                lastSource,
                stepsDone,
                cloudInitDone,
                facts,
                trouble,
                seedError,
                failedStep,
                holdStep);
    }

    Breadcrumbs done(boolean steps, boolean cloudInit) {
        return new Breadcrumbs(
                chain,
                crumbs,
                bootRequests,
                lastSign,
                lastSource,
                stepsDone || steps,
                cloudInitDone || cloudInit,
                facts,
                trouble,
                seedError,
                failedStep,
                holdStep);
    }

    /** The first trouble is the cause; what follows is its consequence. */
    Breadcrumbs with(Trouble found) {
        return new Breadcrumbs(
                chain,
                crumbs,
                bootRequests,
                lastSign,
                lastSource,
                stepsDone,
                cloudInitDone,
                facts,
                trouble.or(() -> Optional.of(found)),
                seedError,
                failedStep,
                holdStep);
    }

    Breadcrumbs with(SeedError error) {
        return new Breadcrumbs(
                chain,
                crumbs,
                bootRequests,
                lastSign,
                lastSource,
                stepsDone,
                cloudInitDone,
                facts,
                trouble,
                Optional.of(error),
                failedStep,
                holdStep);
    }

    Breadcrumbs with(StepFinished failed) {
        return new Breadcrumbs(
                chain,
                crumbs,
                bootRequests,
                lastSign,
                lastSource,
                stepsDone,
                cloudInitDone,
                facts,
                trouble,
                seedError,
                Optional.of(failed),
                holdStep);
    }

    Breadcrumbs with(SortedMap<String, String> more) {
        SortedMap<String, String> merged = new TreeMap<>(facts);
        merged.putAll(more);
        return new Breadcrumbs(
                chain,
                crumbs,
                bootRequests,
                lastSign,
                lastSource,
                stepsDone,
                cloudInitDone,
                merged,
                trouble,
                seedError,
                failedStep,
                holdStep);
    }

    Breadcrumbs holding(Crumb atStep) {
        return withCrumbs(crumbs, Optional.of(atStep));
    }

    private Breadcrumbs withCrumbs(List<Crumb> changed, Optional<Crumb> hold) {
        return new Breadcrumbs(
                chain,
                changed,
                bootRequests,
                lastSign,
                lastSource,
                stepsDone,
                cloudInitDone,
                facts,
                trouble,
                seedError,
                failedStep,
                hold);
    }
}

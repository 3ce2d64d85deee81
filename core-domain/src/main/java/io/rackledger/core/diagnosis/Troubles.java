package io.rackledger.core.diagnosis;

import io.rackledger.core.boot.Crumb;
import io.rackledger.core.boot.Link;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody.RunnerFinished;
import io.rackledger.core.signal.SignalBody.StepFinished;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What speaks against a good end of a chain. Folds to an equal value in whatever order it was told.
 *
 * @param told the first trouble that cloud-init or the machine told in so many words
 * @param runner the first report of the step runner that it failed
 * @param steps reports of failed steps, by the step's number, each the first of its step
 * @param seed errors of the metadata endpoint
 */
record Troubles(
        Optional<Trouble> told,
        Optional<Signal> runner,
        SortedMap<Integer, Signal> steps,
        SortedMap<Link, SeedError> seed) {
    static final Troubles NONE = new Troubles(
            Optional.empty(), Optional.empty(), Collections.emptySortedMap(), Collections.emptySortedMap());
    private static final Comparator<Signal> FIRST = Comparator.comparing(Signal::seenAt)
            .thenComparing(signal -> signal.id().value());

    Troubles {
        steps = Collections.unmodifiableSortedMap(new TreeMap<>(steps));
        seed = Collections.unmodifiableSortedMap(new TreeMap<>(seed));
    }

    Troubles with(Trouble trouble) {
        Trouble first =
                told.filter(known -> Trouble.FIRST.compare(known, trouble) <= 0).orElse(trouble);
        return new Troubles(Optional.of(first), runner, steps, seed);
    }

    Troubles with(SeedError error) {
        SortedMap<Link, SeedError> all = new TreeMap<>(seed);
        all.merge(error.link(), error, SeedError::and);
        return new Troubles(told, runner, steps, all);
    }

    Troubles runnerFailed(Signal signal) {
        return new Troubles(told, runner.map(known -> first(known, signal)).or(() -> Optional.of(signal)), steps, seed);
    }

    Troubles stepFailed(int index, Signal signal) {
        SortedMap<Integer, Signal> all = new TreeMap<>(steps);
        all.merge(index, signal, Troubles::first);
        return new Troubles(told, runner, all, seed);
    }

    private static Signal first(Signal a, Signal b) {
        return FIRST.compare(a, b) <= 0 ? a : b;
    }

    /**
     * The first trouble of all, which is the cause. A step that failed is one only when the runner has given up over it. One post
     * of the runner tells both why it gave up and that it did, in the same instant: then the reason counts.
     */
    Optional<Trouble> first(ChainKey chain) {
        Optional<Trouble> gaveUp = runner.flatMap(signal -> ofRunner(signal, chain));
        return told.filter(reason ->
                        gaveUp.filter(end -> end.at().isBefore(reason.at())).isEmpty())
                .or(() -> gaveUp);
    }

    private Optional<Trouble> ofRunner(Signal signal, ChainKey chain) {
        return signal.body() instanceof RunnerFinished finished
                ? Optional.of(StepTroubles.of(signal, finished, failed(finished.failedStep()), chain))
                : Optional.empty();
    }

    /** The report on the step that the runner named: the last of that name. */
    private Optional<StepFinished> failed(String name) {
        return steps.values().stream()
                .map(Signal::body)
                .flatMap(body -> body instanceof StepFinished step ? Stream.of(step) : Stream.empty())
                .filter(step -> step.step().equals(name))
                .reduce((_, later) -> later);
    }

    /** The first file of the seed that was refused and never came through afterwards. */
    Optional<SeedError> unhealed(Breadcrumbs seen) {
        return seed.values().stream()
                .filter(error -> seen.first(error.link())
                        .map(Crumb::at)
                        .filter(served -> served.isAfter(error.at()))
                        .isEmpty())
                .findFirst();
    }
}

package io.rackledger.core.node;

import io.rackledger.core.boot.Crumb;
import io.rackledger.core.boot.Link;
import io.rackledger.core.boot.Step;
import io.rackledger.core.identity.AttemptId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One run of one lifecycle action on one node.
 *
 * @param steps what the system in memory runs
 * @param crumbs links of the boot chain seen in the present wait, in the order of their recording
 */
public record Attempt(
        AttemptId id,
        LifecycleAction action,
        Instant startedAt,
        AttemptStage stage,
        List<Step> steps,
        List<Crumb> crumbs,
        AttemptOutcome outcome) {
    public Attempt {
        steps = List.copyOf(steps);
        crumbs = List.copyOf(crumbs);
    }

    public boolean running() {
        return outcome == AttemptOutcome.RUNNING;
    }

    /** Whether this link was seen in the present stage. */
    public boolean has(Crumb crumb) {
        return crumbs.stream().anyMatch(crumb::sameLink);
    }

    boolean has(Link link) {
        return crumbs.stream().anyMatch(crumb -> crumb.link() == link);
    }

    /** The highest step that showed this link, 0 where none did. */
    int last(Link link) {
        return crumbs.stream()
                .filter(crumb -> crumb.link() == link)
                .mapToInt(Crumb::index)
                .max()
                .orElse(0);
    }

    /** What the system of the present stage runs: an installed system has steps of its own. */
    public List<Step> stageSteps() {
        return stage == AttemptStage.INSTALLED ? EngineSteps.ofInstalledSystem() : steps;
    }

    Attempt entering(AttemptStage next) {
        return new Attempt(id, action, startedAt, next, steps, List.of(), outcome);
    }

    Attempt with(Crumb crumb) {
        List<Crumb> more = new ArrayList<>(crumbs);
        more.add(crumb);
        return new Attempt(id, action, startedAt, stage, steps, more, outcome);
    }

    Attempt ended(AttemptOutcome how) {
        return new Attempt(id, action, startedAt, stage, steps, crumbs, how);
    }
}

package io.rackledger.command.process;

import io.rackledger.core.diagnosis.Breadcrumbs;
import io.rackledger.core.diagnosis.Endpoints;
import io.rackledger.core.diagnosis.Verdicts;
import io.rackledger.core.failure.Finding;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeCommand;
import io.rackledger.core.node.Wait;
import io.rackledger.core.node.WaitClock;
import io.rackledger.core.node.WaitDeadlines;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What did not come. Deadlines live in the folded state; signs of life, which are no events, move the liveness clock on. Pure: a restart
 * arms the same deadlines again, and an expiry names its wait, its clock and the original due time.
 */
final class WaitTimeoutSaga {
    private final Endpoints endpoints;

    WaitTimeoutSaga(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    /** The first deadline of the node's wait; empty where it waits for nothing or a hold has stopped the clocks. */
    Optional<Due> next(Node node, Observed seen) {
        return node.waiting().flatMap(waiting -> next(node, waiting, seen));
    }

    private static Optional<Due> next(Node node, Wait waiting, Observed seen) {
        return switch (waiting.deadlines()) {
            case WaitDeadlines.Paused _ -> Optional.empty();
            case WaitDeadlines.Running running ->
                Stream.of(
                                new Due(WaitClock.PHASE, running.phase()),
                                new Due(WaitClock.PROGRESS, running.progress()),
                                new Due(WaitClock.LIVENESS, liveness(node, waiting, running, seen)))
                        .min(Comparator.comparing(Due::at).thenComparing(Due::clock));
        };
    }

    private static Instant liveness(Node node, Wait waiting, WaitDeadlines.Running running, Observed seen) {
        Optional<Instant> moved = Observed.presentChain(node)
                .flatMap(key -> seen.chainOf(key).lastSign())
                .map(sign -> sign.plus(waiting.livenessWindow()));
        return moved.filter(later -> later.isAfter(running.liveness())).orElse(running.liveness());
    }

    /** The command that tells the expiry of this deadline, with the verdict on what was missing. */
    EngineCommand expire(Node node, Due due, Observed seen) {
        Wait waiting = node.waiting().orElseThrow();
        Optional<Breadcrumbs> chain = Observed.presentChain(node).map(seen::chainOf);
        Finding finding = Verdicts.onExpiry(node, waiting, due.clock(), due.at(), chain, endpoints);
        return EngineCommand.of(
                node,
                new NodeCommand.ExpireWait(waiting.id(), due.clock(), due.at(), finding),
                "expiry." + waiting.id() + "." + due.clock(),
                "",
                EngineCommand.WAIT_TIMEOUT);
    }
}

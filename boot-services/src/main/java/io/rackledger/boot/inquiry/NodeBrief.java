package io.rackledger.boot.inquiry;

import io.rackledger.core.boot.Link;
import io.rackledger.core.diagnosis.Verdicts;
import io.rackledger.core.failure.Finding;
import io.rackledger.core.node.Hold;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.Wait;
import io.rackledger.core.node.WaitDeadlines;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A node as this process has folded it.
 *
 * @param waitingFor completes "waiting for"; empty where it waits for nothing
 * @param deadline when the wait runs out; empty where it has none or a hold has stopped it
 * @param expected the link of the boot chain that should come next, in words
 * @param holds reasons of operators' holds
 * @param failure the sentence of the last failure
 */
public record NodeBrief(
        String id,
        String name,
        String state,
        Instant since,
        Optional<String> waitingFor,
        Optional<Instant> waitingSince,
        Optional<Instant> deadline,
        Optional<String> expected,
        List<String> holds,
        Optional<String> failure) {
    public NodeBrief {
        holds = List.copyOf(holds);
    }

    static NodeBrief of(Node node) {
        Optional<Wait> wait = node.waiting();
        return new NodeBrief(
                node.id().value(),
                node.attributes().name(),
                node.state().wireName(),
                node.stateSince(),
                wait.map(Wait::what),
                wait.map(Wait::since),
                wait.flatMap(NodeBrief::deadline),
                Verdicts.awaited(node).map(Link::words),
                node.holds().stream().map(Hold::reason).toList(),
                node.failure().map(Finding::sentence));
    }

    private static Optional<Instant> deadline(Wait wait) {
        return switch (wait.deadlines()) {
            case WaitDeadlines.Running running -> Optional.of(running.earliest());
            case WaitDeadlines.Paused _ -> Optional.empty();
        };
    }
}

package io.rackledger.query.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;

/** A node that waits now: for what, since when, until when, and the last thing heard of it. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record WaitingNode(
        String node,
        String name,
        String state,
        Instant stateSince,
        Optional<NodeSummary.AttemptBrief> attempt,
        Optional<WaitDocument> waiting,
        boolean late,
        Optional<LastSignal> lastSignal,
        long sequence) {
    public static WaitingNode of(NodeSummary summary) {
        return new WaitingNode(
                summary.id(),
                summary.name(),
                summary.state(),
                summary.stateSince(),
                summary.attempt(),
                summary.waiting(),
                summary.late().orElse(false),
                summary.lastSignal(),
                summary.sequence());
    }
}

package io.rackledger.query.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.rackledger.core.failure.Finding;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.node.Attempt;
import io.rackledger.core.node.InstanceInfo;
import io.rackledger.core.node.Node;
import java.time.Instant;
import java.util.Optional;

/**
 * One node in a list: under 1 KB of JSON.
 *
 * @param sequence version of the node
 * @param position place in the log of the last record
 * @param updatedAt when that record was decided
 * @param powerSince when that power state was first seen
 * @param reachable whether the BMC can be worked with, as far as is known
 * @param holds how many holds lie on the node
 * @param late whether a deadline has passed; known only where the answer was given at a time
 * @param lastSignal the last thing heard of the node; absent in the live stream
 * @param stale why the row is older than the node's log, where a dead letter stands in its way; absent in the live stream
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record NodeSummary(
        String id,
        String name,
        long sequence,
        String position,
        Instant updatedAt,
        boolean deleted,
        String state,
        String kind,
        Instant stateSince,
        Optional<String> target,
        String power,
        Optional<Instant> powerSince,
        boolean reachable,
        String driver,
        String resourceClass,
        String owner,
        Optional<String> instance,
        Optional<String> image,
        int holds,
        @JsonProperty("protected") boolean guarded,
        boolean retired,
        Optional<AttemptBrief> attempt,
        Optional<WaitDocument> waiting,
        Optional<FailureBrief> failure,
        Optional<Boolean> late,
        Optional<LastSignal> lastSignal,
        Optional<String> stale) {

    /** The attempt in short. */
    public record AttemptBrief(String id, String action, String stage, String outcome, Instant startedAt) {
        static AttemptBrief of(Attempt attempt) {
            return new AttemptBrief(
                    attempt.id().value(),
                    Wire.of(attempt.action()),
                    Wire.of(attempt.stage()),
                    Wire.of(attempt.outcome()),
                    attempt.startedAt());
        }
    }

    /** The failure in short. */
    public record FailureBrief(String code, String category, String sentence) {
        static FailureBrief of(Finding finding) {
            return new FailureBrief(
                    finding.code().name(), Wire.of(finding.code().category()), finding.sentence());
        }
    }

    /** The row of a living node. */
    public static NodeSummary of(Node node, long sequence, LogPosition position, Instant updatedAt) {
        return new NodeSummary(
                node.id().value(),
                node.attributes().name(),
                sequence,
                position.toString(),
                updatedAt,
                false,
                node.state().wireName(),
                Wire.of(node.state().kind()),
                node.stateSince(),
                node.target().map(Wire::of),
                Wire.of(node.power()),
                node.bmc().powerSince(),
                node.bmc().fault().isEmpty(),
                node.attributes().driver(),
                node.attributes().resourceClass(),
                node.attributes().owner(),
                node.instance().map(InstanceInfo::name),
                node.instance().map(InstanceInfo::image),
                node.holds().size(),
                node.attributes().protection().on(),
                node.attributes().retirement().on(),
                node.attempt().map(AttemptBrief::of),
                WaitDocument.of(node),
                node.failure().map(FailureBrief::of),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same node after its deletion. */
    public NodeSummary afterDeletion() {
        return new NodeSummary(
                id,
                name,
                sequence,
                position,
                updatedAt,
                true,
                state,
                kind,
                stateSince,
                target,
                power,
                powerSince,
                reachable,
                driver,
                resourceClass,
                owner,
                instance,
                image,
                holds,
                guarded,
                retired,
                attempt,
                Optional.empty(),
                failure,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same with what is known at the time of an answer. */
    public NodeSummary asOf(Instant now, Optional<LastSignal> heard, Optional<String> standsStill) {
        return new NodeSummary(
                id,
                name,
                sequence,
                position,
                updatedAt,
                deleted,
                state,
                kind,
                stateSince,
                target,
                power,
                powerSince,
                reachable,
                driver,
                resourceClass,
                owner,
                instance,
                image,
                holds,
                guarded,
                retired,
                attempt,
                waiting,
                failure,
                Optional.of(lateAt(now)),
                heard,
                standsStill);
    }

    /** Whether the earliest deadline of the wait has passed. */
    public boolean lateAt(Instant now) {
        return waiting.flatMap(WaitDocument::deadline).filter(now::isAfter).isPresent();
    }
}

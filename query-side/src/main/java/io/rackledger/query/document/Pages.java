package io.rackledger.query.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Lists of the smaller views; {@code next} is the cursor of the next page, absent on the last one. */
public final class Pages {
    private Pages() {}

    /** Nodes that wait now. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record WaitingPage(List<WaitingNode> items, Optional<String> next, Optional<Long> count) {}

    /** The waits that a node has had, newest first. */
    public record PastWaits(String node, String name, List<PastWait> items) {}

    /**
     * One wait.
     *
     * @param state the state in which it began
     * @param expiredClock the clock that ran out, with the time at which it was due
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record PastWait(
            String state,
            Optional<String> attempt,
            WaitDocument waiting,
            Optional<Instant> endedAt,
            Optional<String> expiredClock,
            Optional<Instant> expiredDue) {}

    /** Failures, newest first. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record FailurePage(List<FailedAttempt> items, Optional<String> next) {}

    /** One failed attempt; {@code current} while the node still stands in this failure. */
    public record FailedAttempt(
            String node,
            String name,
            String attempt,
            String action,
            Instant at,
            boolean current,
            FailureDocument failure) {}

    /** The attempts of a node, newest first. */
    public record AttemptList(String node, String name, List<AttemptView> items) {}

    /**
     * What the machine of a MAC address asked for, newest first.
     *
     * @param node that has the address now
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record RequestPage(
            String mac,
            Optional<String> node,
            Optional<String> name,
            List<TimelineEntry> items,
            Optional<String> next) {}

    /** Where a digest was served, newest first. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record ServedPage(String digest, List<ServedArtifact> items, Optional<String> next) {}

    /** Something served to somebody. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record ServedArtifact(
            String digest,
            String artifact,
            long bytes,
            Instant at,
            String to,
            Optional<String> node,
            Optional<String> name,
            Optional<String> mac,
            Optional<String> attempt,
            String signal) {}
}

package io.rackledger.query.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One attempt with its phases.
 *
 * @param tookMs from start to end, absent while it runs
 * @param phases stages entered and links seen, each with the time since the one before
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record AttemptView(
        String id,
        String node,
        String name,
        long number,
        String action,
        String stage,
        String outcome,
        Instant startedAt,
        Optional<Instant> endedAt,
        Optional<Long> tookMs,
        Optional<FailureDocument> failure,
        List<Phase> phases) {
    public AttemptView {
        phases = List.copyOf(phases);
    }

    /**
     * A stage entered or a link of the boot chain seen.
     *
     * @param kind {@code stage} or {@code link}
     * @param words name as an operator reads it
     * @param step number of the step, 0 for all that is none
     * @param tookMs since the one before, 0 for the first
     * @param from address that the machine used
     * @param by by what the machine was known: token, mac, lease or bmc; absent for stages
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Phase(
            String kind,
            String stage,
            String name,
            String words,
            int step,
            Instant at,
            long tookMs,
            String from,
            Optional<String> served,
            Optional<String> signal,
            Optional<String> by) {}
}

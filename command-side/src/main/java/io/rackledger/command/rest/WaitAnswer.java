package io.rackledger.command.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rackledger.core.node.Wait;
import io.rackledger.core.node.WaitDeadlines;
import java.time.Instant;
import java.util.Optional;

/**
 * What a node waits for.
 *
 * @param due the earliest deadline; absent while a hold has stopped the clocks
 * @param onExpiry FAIL or REMIND
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record WaitAnswer(
        long id,
        String subject,
        String what,
        Instant since,
        boolean paused,
        Optional<Instant> due,
        Optional<Instant> phaseDeadline,
        Optional<Instant> progressDeadline,
        Optional<Instant> livenessDeadline,
        String onExpiry) {
    static WaitAnswer of(Wait waiting) {
        return switch (waiting.deadlines()) {
            case WaitDeadlines.Running running ->
                of(
                        waiting,
                        Optional.of(running.earliest()),
                        Optional.of(running.phase()),
                        Optional.of(running.progress()),
                        Optional.of(running.liveness()));
            case WaitDeadlines.Paused _ ->
                of(waiting, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        };
    }

    private static WaitAnswer of(
            Wait waiting,
            Optional<Instant> due,
            Optional<Instant> phase,
            Optional<Instant> progress,
            Optional<Instant> liveness) {
        return new WaitAnswer(
                waiting.id().number(),
                waiting.subject().name(),
                waiting.what(),
                waiting.since(),
                waiting.paused(),
                due,
                phase,
                progress,
                liveness,
                waiting.onExpiry().name());
    }
}

package io.rackledger.query.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rackledger.core.node.Wait;
import io.rackledger.core.node.WaitDeadlines;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a node waits for.
 *
 * @param what completes "waiting for"
 * @param deadline the earliest of the three, absent while a hold stops the clocks
 * @param left what is left until the earliest deadline while the clocks stand still, ISO-8601 duration
 * @param onExpiry {@code fail} or {@code remind}
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record WaitDocument(
        long id,
        String subject,
        String what,
        Instant since,
        Optional<Instant> deadline,
        Optional<Instant> phaseDeadline,
        Optional<Instant> progressDeadline,
        Optional<Instant> livenessDeadline,
        boolean paused,
        Optional<String> left,
        String onExpiry) {
    /** The document of a wait. */
    public static WaitDocument of(Wait wait) {
        return switch (wait.deadlines()) {
            case WaitDeadlines.Running running -> running(wait, running);
            case WaitDeadlines.Paused paused -> paused(wait, paused);
        };
    }

    private static WaitDocument running(Wait wait, WaitDeadlines.Running running) {
        return new WaitDocument(
                wait.id().number(),
                Wire.of(wait.subject()),
                wait.what(),
                wait.since(),
                Optional.of(running.earliest()),
                Optional.of(running.phase()),
                Optional.of(running.progress()),
                Optional.of(running.liveness()),
                false,
                Optional.empty(),
                Wire.of(wait.onExpiry()));
    }

    private static WaitDocument paused(Wait wait, WaitDeadlines.Paused paused) {
        Duration left = min(paused.phaseLeft(), min(paused.progressLeft(), paused.livenessLeft()));
        return new WaitDocument(
                wait.id().number(),
                Wire.of(wait.subject()),
                wait.what(),
                wait.since(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                Optional.of(left.toString()),
                Wire.of(wait.onExpiry()));
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}

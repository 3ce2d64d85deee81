package io.rackledger.query.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rackledger.core.boot.Link;
import io.rackledger.core.diagnosis.Verdicts;
import io.rackledger.core.node.Node;
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
 * @param expected the link of the boot chain that should come next, in words; absent where no machine is waited for
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
        String onExpiry,
        Optional<String> expected) {
    /** The document of the wait that the node is in. */
    public static Optional<WaitDocument> of(Node node) {
        return node.waiting().map(wait -> of(wait, Verdicts.awaited(node)));
    }

    /** The document of a wait, and of the link that should come next. */
    public static WaitDocument of(Wait wait, Optional<Link> awaited) {
        Optional<String> expected = awaited.map(Link::words);
        return switch (wait.deadlines()) {
            case WaitDeadlines.Running running -> running(wait, running, expected);
            case WaitDeadlines.Paused paused -> paused(wait, paused, expected);
        };
    }

    private static WaitDocument running(Wait wait, WaitDeadlines.Running running, Optional<String> expected) {
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
                Wire.of(wait.onExpiry()),
                expected);
    }

    private static WaitDocument paused(Wait wait, WaitDeadlines.Paused paused, Optional<String> expected) {
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
                Wire.of(wait.onExpiry()),
                expected);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}

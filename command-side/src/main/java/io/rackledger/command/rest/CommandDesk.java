package io.rackledger.command.rest;

import io.rackledger.core.crash.CrashPoint;
import io.rackledger.core.door.CommandEnvelope;
import io.rackledger.core.door.CommandOutcome;
import io.rackledger.core.door.Intake;
import io.rackledger.core.door.RecordContext;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.NodeCommand;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Hands a request's command to the intake, waits for the outcome on the request's (virtual) thread, and words the answer. */
final class CommandDesk {
    private static final Logger LOG = LoggerFactory.getLogger(CommandDesk.class);

    private final Intake intake;
    private final Clock clock;
    private final Duration patience;

    CommandDesk(Intake intake, Clock clock, Duration patience) {
        this.intake = intake;
        this.clock = clock;
        this.patience = patience;
    }

    Clock clock() {
        return clock;
    }

    /**
     * @param request what was asked, in a form that is equal for equal requests and holds no time
     * @return the answer with {@code success} as status
     * @throws CommandRefused where the command is refused
     */
    ResponseEntity<NodeAnswer> carryOut(
            Caller caller, NodeId node, NodeCommand command, Object request, HttpStatus success) {
        CommandOutcome outcome = outcome(envelope(caller, node, command, request));
        CrashPoint.BEFORE_ANSWER.pass();
        return switch (outcome) {
            case CommandOutcome.Done done ->
                NodeAnswer.of(caller, node, done.stream(), done.sequence(), done.position(), done.repeated())
                        .as(success);
            case CommandOutcome.Unchanged same ->
                NodeAnswer.of(
                                caller,
                                node,
                                same.stream(),
                                same.stream().sequence(),
                                same.stream().position(),
                                false)
                        .as(success);
            case CommandOutcome.Refused refused -> throw new CommandRefused(refused.refusal(), node, refused.stream());
            case CommandOutcome.OutcomeUnknown unknown -> throw unknown(caller, node, unknown.why());
        };
    }

    private CommandEnvelope envelope(Caller caller, NodeId node, NodeCommand command, Object request) {
        String asked = command.getClass().getSimpleName() + " " + node + " " + request;
        RecordContext context = new RecordContext(
                caller.command(),
                Digest.of(asked.getBytes(StandardCharsets.UTF_8)),
                caller.actor(),
                "",
                caller.command().value(),
                caller.traceparent());
        return new CommandEnvelope(node, command, clock.instant(), caller.ifMatch(), context);
    }

    private CommandOutcome outcome(CommandEnvelope envelope) {
        try {
            return intake.submit(envelope).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new CommandOutcome.OutcomeUnknown(
                    envelope.context().command(), "no outcome within " + patience.toMillis() + " ms");
        } catch (ExecutionException e) {
            LOG.error("command {} to node {} failed", envelope.context().command(), envelope.node(), e.getCause());
            throw new RequestFault(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "LOG_UNAVAILABLE",
                    "the event log did not take the command; nothing was recorded",
                    "",
                    "send the request again under the same Idempotency-Key");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown(envelope);
        }
    }

    private static RequestFault unknown(CommandEnvelope envelope) {
        return new RequestFault(
                HttpStatus.SERVICE_UNAVAILABLE,
                "OUTCOME_UNKNOWN",
                "the server is stopping; command " + envelope.context().command() + " may or may not be recorded",
                "",
                "ask GET /api/v1/commands/" + envelope.context().command() + "?node=" + envelope.node());
    }

    private static RequestFault unknown(Caller caller, NodeId node, String why) {
        return new RequestFault(
                HttpStatus.SERVICE_UNAVAILABLE,
                "OUTCOME_UNKNOWN",
                "command " + caller.command() + " may or may not be recorded: " + why,
                "",
                "ask GET /api/v1/commands/" + caller.command() + "?node=" + node
                        + ", or repeat the request under the same Idempotency-Key");
    }
}

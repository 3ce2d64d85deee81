package io.rackledger.command.handling;

import io.rackledger.core.door.AppendRequest;
import io.rackledger.core.door.AppendResult;
import io.rackledger.core.door.AppliedCommand;
import io.rackledger.core.door.CommandEnvelope;
import io.rackledger.core.door.CommandOutcome;
import io.rackledger.core.door.Intake;
import io.rackledger.core.door.NodeLog;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.Refusal;
import io.rackledger.core.node.RefusalCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Commands in, without a command bus: judge, claim, append, and again on the new state where another writer was first. */
public final class DirectIntake implements Intake {
    private static final int MOST_TRIES = 16;

    private final NodeStates states;
    private final NodeLog log;
    private final ClaimDesk claims;
    private final Judge judge;
    private final Executor executor;
    private final Duration patience;

    DirectIntake(NodeStates states, NodeLog log, ClaimDesk claims, Judge judge, Executor executor, Duration patience) {
        this.states = states;
        this.log = log;
        this.claims = claims;
        this.judge = judge;
        this.executor = executor;
        this.patience = patience;
    }

    @Override
    public CompletableFuture<CommandOutcome> submit(CommandEnvelope command) {
        return CompletableFuture.supplyAsync(() -> carryOut(command), executor);
    }

    private CommandOutcome carryOut(CommandEnvelope command) {
        NodeStream stream = states.current(command.node());
        // Each lost race means that another writer's record was applied, so the tries need no pause between them.
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Try outcome = once(command, stream);
            if (outcome.done().isPresent()) {
                return outcome.done().get();
            }
            stream = outcome.stream();
        }
        return new CommandOutcome.Refused(conflict(), stream);
    }

    private Try once(CommandEnvelope command, NodeStream stream) {
        return switch (judge.judge(stream, command)) {
            case Judgement.Repeat repeat -> Try.ended(repeated(repeat.first(), stream));
            case Judgement.Refuse refuse -> Try.ended(new CommandOutcome.Refused(refuse.refusal(), stream));
            case Judgement.Nothing _ -> Try.ended(new CommandOutcome.Unchanged(stream));
            case Judgement.Append append -> append(command, stream, append.events());
        };
    }

    private Try append(CommandEnvelope command, NodeStream stream, List<NodeEvent> events) {
        ClaimChange change = ClaimChange.by(stream.state(), events);
        try {
            Optional<Refusal> claimed = claims.reserve(command, stream.sequence(), change.taken());
            if (claimed.isPresent()) {
                return Try.ended(new CommandOutcome.Refused(claimed.get(), stream));
            }
            return settle(command, stream.sequence(), change, appended(command, stream, events));
        } catch (TimeoutException e) {
            return Try.ended(
                    new CommandOutcome.OutcomeUnknown(command.context().command(), "the log did not answer in time"));
        }
    }

    private AppendResult appended(CommandEnvelope command, NodeStream stream, List<NodeEvent> events)
            throws TimeoutException {
        AppendRequest request =
                new AppendRequest(command.node(), stream.sequence(), command.at(), events, command.context());
        try {
            return log.append(request).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the log did not take the record", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the log", e);
        }
    }

    private Try settle(CommandEnvelope command, long sequence, ClaimChange change, AppendResult result)
            throws TimeoutException {
        return switch (result) {
            case AppendResult.Appended appended -> {
                claims.settle(command.node(), change, command.at());
                yield Try.ended(new CommandOutcome.Done(
                        appended.stream(),
                        appended.record().position(),
                        appended.record().sequence(),
                        false));
            }
            case AppendResult.Lost lost -> {
                claims.cancel(command, sequence, change.unusedBy(lost.current().state()));
                yield Try.lost(lost.current());
            }
            case AppendResult.OutcomeUnknown unknown ->
                Try.ended(new CommandOutcome.OutcomeUnknown(unknown.command(), unknown.why()));
        };
    }

    private static CommandOutcome repeated(AppliedCommand first, NodeStream stream) {
        return new CommandOutcome.Done(stream, first.position(), first.sequence(), true);
    }

    static Refusal conflict() {
        return new Refusal(
                RefusalCode.CONFLICT,
                "the node changed " + MOST_TRIES + " times while this command was decided",
                "",
                "send the request again under the same Idempotency-Key");
    }

    /** One try: an outcome, or the state on which to try again. */
    private record Try(Optional<CommandOutcome> done, NodeStream stream) {
        static Try ended(CommandOutcome outcome) {
            return new Try(Optional.of(outcome), NodeStream.EMPTY);
        }

        static Try lost(NodeStream current) {
            return new Try(Optional.empty(), current);
        }
    }
}

package io.rackledger.command.handling;

import io.rackledger.core.door.AppendRequest;
import io.rackledger.core.door.AppendResult;
import io.rackledger.core.door.CommandEnvelope;
import io.rackledger.core.door.CommandOutcome;
import io.rackledger.core.door.Fitness;
import io.rackledger.core.door.Intake;
import io.rackledger.core.door.NodeLog;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Commands of the process managers: judged as all others are, one after the other, without waiting for the log in between, so that what
 * thousands of deadlines lead to shares few batches. Everything else, and what touches claims, goes the way of operators' commands. A
 * lost race is tried again on the new state. See docs/adr/0021.
 */
final class EngineIntake implements Intake, AutoCloseable {
    private final Intake others;
    private final NodeStates states;
    private final NodeLog log;
    private final Judge judge;
    private final CommandLimits limits;
    private final Fitness fitness;
    private final Executor executor;
    private final Runnable end;

    /**
     * @param others takes what is not for this one
     * @param executor judges and sends; never waits for the log to answer
     * @param end of what it works with; waits for the commands that are under way
     */
    EngineIntake(
            Intake others,
            NodeStates states,
            NodeLog log,
            Judge judge,
            CommandLimits limits,
            Fitness fitness,
            Executor executor,
            Runnable end) {
        this.others = others;
        this.states = states;
        this.log = log;
        this.judge = judge;
        this.limits = limits;
        this.fitness = fitness;
        this.executor = executor;
        this.end = end;
    }

    @Override
    public CompletableFuture<CommandOutcome> submit(CommandEnvelope command) {
        return RefusalReports.isOfEngine(command) ? carryOut(command, AxonIntake.MOST_TRIES) : others.submit(command);
    }

    @Override
    public void close() {
        end.run();
    }

    private CompletableFuture<CommandOutcome> carryOut(CommandEnvelope command, int tries) {
        return CompletableFuture.supplyAsync(() -> once(command, tries), executor)
                .thenCompose(Function.identity());
    }

    private CompletableFuture<CommandOutcome> once(CommandEnvelope command, int tries) {
        NodeStream stream = states.current(command.node());
        Optional<String> unfit = fitness.unfit();
        if (unfit.isPresent()) {
            return CompletableFuture.completedFuture(new CommandOutcome.OutcomeUnknown(
                    command.context().command(), CommandInterceptors.notHere(unfit.get())));
        }
        Optional<Refusal> limited = limits.refuse(command);
        return limited.isPresent()
                ? CompletableFuture.completedFuture(new CommandOutcome.Refused(limited.get(), stream))
                : judged(command, stream, tries);
    }

    private CompletableFuture<CommandOutcome> judged(CommandEnvelope command, NodeStream stream, int tries) {
        return switch (judge.judge(stream, command)) {
            case Judgement.Repeat(var first) ->
                CompletableFuture.completedFuture(
                        new CommandOutcome.Done(stream, first.position(), first.sequence(), true));
            case Judgement.Refuse(var refusal) ->
                CompletableFuture.completedFuture(new CommandOutcome.Refused(refusal, stream));
            case Judgement.Nothing _ -> CompletableFuture.completedFuture(new CommandOutcome.Unchanged(stream));
            case Judgement.Append(var events) ->
                ClaimChange.by(stream.state(), events).isNone()
                        ? append(command, stream, events, tries)
                        : others.submit(command);
        };
    }

    private CompletableFuture<CommandOutcome> append(
            CommandEnvelope command, NodeStream stream, List<NodeEvent> events, int tries) {
        AppendRequest request = new AppendRequest(
                command.node(), stream.sequence(), events.getFirst().at(), events, command.context());
        return log.append(request).thenCompose(result -> switch (result) {
            case AppendResult.Appended(var record, var present) ->
                CompletableFuture.completedFuture(
                        new CommandOutcome.Done(present, record.position(), record.sequence(), false));
            case AppendResult.Lost(var present) ->
                tries > 1
                        ? carryOut(command, tries - 1)
                        : CompletableFuture.completedFuture(new CommandOutcome.Refused(AxonIntake.conflict(), present));
            case AppendResult.OutcomeUnknown(var id, var why) ->
                CompletableFuture.completedFuture(new CommandOutcome.OutcomeUnknown(id, why));
        });
    }
}

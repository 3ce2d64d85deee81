package io.rackledger.command.handling;

import io.rackledger.core.door.CommandEnvelope;
import io.rackledger.core.door.CommandOutcome;
import io.rackledger.core.door.Intake;
import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.door.OutcomeUnknownException;
import io.rackledger.core.node.Refusal;
import io.rackledger.core.node.RefusalCode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.ConcurrencyException;

/** Commands in, over Axon's gateway. A lost race is tried again on the new state; what is still unknown is said to be so. */
public final class AxonIntake implements Intake, AutoCloseable {
    static final int MOST_TRIES = 16;

    private final CommandGateway gateway;
    private final NodeStates states;
    private final RefusalReports reports;
    private final Freshness freshness;
    private final ExecutorService executor;

    /** @param executor one virtual thread per command: it waits there until its record has come back */
    AxonIntake(
            CommandGateway gateway,
            NodeStates states,
            RefusalReports reports,
            Freshness freshness,
            ExecutorService executor) {
        this.gateway = gateway;
        this.states = states;
        this.reports = reports;
        this.freshness = freshness;
        this.executor = executor;
    }

    @Override
    public CompletableFuture<CommandOutcome> submit(CommandEnvelope command) {
        return CompletableFuture.supplyAsync(() -> carryOut(command), executor);
    }

    /** Waits for the commands that are under way; each has a deadline of its own. */
    @Override
    public void close() {
        executor.close();
    }

    private CommandOutcome carryOut(CommandEnvelope command) {
        // Each lost race means that another writer's record was applied, so the tries need no pause between them.
        boolean fresh = RefusalReports.isOfEngine(command);
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Optional<CommandOutcome> outcome = once(command);
            if (outcome.isPresent() && (fresh || !mayBeOfAnOldState(outcome.get()))) {
                return reported(command, outcome.get());
            }
            if (outcome.isPresent() && !freshness.reached()) {
                return unproven(command);
            }
            fresh = fresh || outcome.isPresent();
        }
        return reported(command, new CommandOutcome.Refused(conflict(), states.current(command.node())));
    }

    /**
     * Only an append is proven by the log; anything else is decided once more on a state that is as new as the question. The engine's
     * own commands are not: they are asked again with each change of the node. A stale version is the caller's to look at again: what
     * he merges his change with must be what he has read.
     */
    private static boolean mayBeOfAnOldState(CommandOutcome outcome) {
        return switch (outcome) {
            case CommandOutcome.Refused refused -> refused.refusal().code() != RefusalCode.STALE;
            case CommandOutcome.Unchanged _ -> true;
            case CommandOutcome.Done _, CommandOutcome.OutcomeUnknown _ -> false;
        };
    }

    private static CommandOutcome unproven(CommandEnvelope command) {
        return new CommandOutcome.OutcomeUnknown(
                command.context().command(), "the log does not tell its end, so the node may have changed meanwhile");
    }

    /** One try; empty where another writer was first. */
    private Optional<CommandOutcome> once(CommandEnvelope envelope) {
        CommandOnNode command = new CommandOnNode(envelope);
        CommandResultMessage<?> result = dispatch(command);
        if (!result.isExceptional()) {
            return Optional.of(outcome(command, (Judgement) result.getPayload()));
        }
        return switch (result.exceptionResult()) {
            case ConcurrencyException _ -> Optional.empty();
            case OutcomeUnknownException unknown ->
                Optional.of(new CommandOutcome.OutcomeUnknown(
                        envelope.context().command(), String.valueOf(unknown.getMessage())));
            case RuntimeException failure -> throw failure;
            case Throwable failure -> throw new IllegalStateException("a command failed", failure);
        };
    }

    /** The bus is local and works on the caller's thread, so the answer is there when the call returns. */
    private CommandResultMessage<?> dispatch(CommandOnNode command) {
        AtomicReference<CommandResultMessage<?>> answer = new AtomicReference<>();
        gateway.send(command, (_, result) -> answer.set(result));
        CommandResultMessage<?> result = answer.get();
        if (result == null) {
            throw new IllegalStateException("the command bus does not work on the caller's thread");
        }
        return result;
    }

    private CommandOutcome outcome(CommandOnNode command, Judgement judgement) {
        NodeStream present = states.current(command.envelope().node());
        return switch (judgement) {
            case Judgement.Repeat(var first) ->
                new CommandOutcome.Done(present, first.position(), first.sequence(), true);
            case Judgement.Refuse(var refusal) -> new CommandOutcome.Refused(refusal, present);
            case Judgement.Nothing _ -> new CommandOutcome.Unchanged(present);
            case Judgement.Append _ -> done(command, present);
        };
    }

    /** The node may have gone on meanwhile, so far that it has forgotten the command. */
    private static CommandOutcome done(CommandOnNode command, NodeStream present) {
        NodeRecord record = command.inLog().get();
        if (record == null) {
            throw new IllegalStateException("the log does not tell the place of a record that it has taken");
        }
        return new CommandOutcome.Done(present, record.position(), record.sequence(), false);
    }

    private CommandOutcome reported(CommandEnvelope command, CommandOutcome outcome) {
        if (outcome instanceof CommandOutcome.Refused refused) {
            reports.report(command, refused);
        }
        return outcome;
    }

    static Refusal conflict() {
        return new Refusal(
                RefusalCode.CONFLICT,
                "the node changed " + MOST_TRIES + " times while this command was decided",
                "",
                "send the request again under the same Idempotency-Key");
    }
}

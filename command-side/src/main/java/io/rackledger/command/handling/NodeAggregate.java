package io.rackledger.command.handling;

import io.rackledger.core.door.CommandEnvelope;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.door.OutcomeUnknownException;
import io.rackledger.core.door.RecordMetadata;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;

/**
 * A node as Axon's aggregate. Its state comes whole from the fold of the log, as a snapshot, so it is never read back event by event;
 * the events of an accepted command are applied here and become one record when the unit of work commits.
 */
final class NodeAggregate {
    @AggregateIdentifier
    private final String node;

    private NodeStream stream = NodeStream.EMPTY;

    NodeAggregate(String node) {
        this.node = node;
    }

    @EventSourcingHandler
    void on(NodeStream folded) {
        stream = folded;
    }

    @CommandHandler
    Judgement handle(CommandOnNode command, Judge judge, ClaimDesk claims, UnitOfWork<?> unit) {
        Judgement judgement = judge.judge(stream, command.envelope());
        return judgement instanceof Judgement.Append(var events)
                ? claim(command, events, claims, unit)
                        .<Judgement>map(Judgement.Refuse::new)
                        .orElseGet(() -> apply(command, events, unit))
                : judgement;
    }

    private static Judgement apply(CommandOnNode command, List<NodeEvent> events, UnitOfWork<?> unit) {
        MetaData context =
                MetaData.with(RecordMetadata.CONTEXT, command.envelope().context());
        events.forEach(event -> AggregateLifecycle.apply(event, context));
        unit.afterCommit(done -> command.inLog().set(done.root().getResource(RecordMetadata.APPENDED)));
        return new Judgement.Append(events);
    }

    /** Reserves what the events need; settles it with the unit of work. */
    private Optional<Refusal> claim(
            CommandOnNode command, List<NodeEvent> events, ClaimDesk claims, UnitOfWork<?> unit) {
        CommandEnvelope envelope = command.envelope();
        ClaimChange change = ClaimChange.by(stream.state(), events);
        if (change.isNone()) {
            return Optional.empty();
        }
        try {
            Optional<Refusal> claimed = claims.reserve(envelope, stream.sequence(), change.taken());
            if (claimed.isEmpty()) {
                unit.afterCommit(_ -> claims.settle(envelope.node(), change, envelope.at()));
                long sequence = stream.sequence();
                unit.onRollback(failed -> claims.undo(
                        envelope, sequence, change, failed.getExecutionResult().getExceptionResult()));
            }
            return claimed;
        } catch (TimeoutException _) {
            throw new OutcomeUnknownException(envelope.context().command(), "the claims log did not answer in time");
        }
    }

    @Override
    public String toString() {
        return "node " + node + " at " + stream.sequence();
    }
}

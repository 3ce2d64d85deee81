package io.rackledger.eventlog.axon;

import io.rackledger.core.door.AppendRequest;
import io.rackledger.core.door.AppendResult;
import io.rackledger.core.door.NodeLog;
import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.door.OutcomeUnknownException;
import io.rackledger.core.door.RecordContext;
import io.rackledger.core.door.RecordMetadata;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.NodeEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/**
 * Axon's storage on the node log.
 *
 * <ul>
 *   <li>The aggregate identifier is the node id. An aggregate is loaded from a snapshot only: its payload is the {@link NodeStream} of
 *       the fold, {@link NodeStream#EMPTY} for a node that nobody has enrolled, so every command finds an aggregate to decide.
 *   <li>All events of a unit of work become one record. They are {@link NodeEvent}s of one node and carry the {@link RecordContext}
 *       under {@link RecordMetadata#CONTEXT}. Appending blocks the thread of the unit of work until the record has come back.
 *   <li>A lost race is a {@link ConcurrencyException}, to be decided again on the new state; no answer in time is an {@link
 *       OutcomeUnknownException}, to be asked again with the command id.
 * </ul>
 *
 * <p>A unit of work that has appended holds its {@link NodeRecord} as the resource {@link RecordMetadata#APPENDED}.
 *
 * <p>A sequence number is one less than that of the record, as Axon counts from 0 and the log from 1.
 */
public final class NodeLogStorageEngine implements EventStorageEngine {
    /** The type that snapshots and events name; Axon wants one, nothing reads it. */
    private static final String TYPE = "Node";

    private final NodeLog log;
    private final NodeStates states;
    private final Duration patience;

    /**
     * @param patience longer than the log's own deadline: only a guard against a log that breaks its promise to answer
     */
    public NodeLogStorageEngine(NodeLog log, NodeStates states, Duration patience) {
        this.log = log;
        this.states = states;
        this.patience = patience;
    }

    @Override
    public void appendEvents(List<? extends EventMessage<?>> messages) {
        if (messages.isEmpty()) {
            return;
        }
        AppendRequest request = request(messages);
        switch (answer(request)) {
            // The fold has it: the next load sees it.
            case AppendResult.Appended(NodeRecord record, var _) ->
                CurrentUnitOfWork.ifStarted(unit -> unit.root().resources().put(RecordMetadata.APPENDED, record));
            case AppendResult.Lost lost ->
                throw new ConcurrencyException("node " + request.node() + " was decided at version "
                        + request.expectedSequence() + " and is at "
                        + lost.current().sequence());
            case AppendResult.OutcomeUnknown unknown ->
                throw new OutcomeUnknownException(unknown.command(), unknown.why());
        }
    }

    private AppendResult answer(AppendRequest request) {
        try {
            return log.append(request).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new EventStoreException(
                    "the record of node " + request.node() + " did not reach the log", e.getCause());
        } catch (TimeoutException _) {
            throw new OutcomeUnknownException(request.context().command(), "no answer within " + patience);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new OutcomeUnknownException(request.context().command(), "interrupted while waiting for the log");
        }
    }

    private static AppendRequest request(List<? extends EventMessage<?>> messages) {
        List<NodeEvent> events = new ArrayList<>();
        DomainEventMessage<?> first = domainEvent(messages.getFirst());
        for (EventMessage<?> message : messages) {
            DomainEventMessage<?> each = domainEvent(message);
            if (!each.getAggregateIdentifier().equals(first.getAggregateIdentifier())) {
                throw new EventStoreException("one unit of work touched two nodes, " + first.getAggregateIdentifier()
                        + " and " + each.getAggregateIdentifier() + "; a record belongs to one");
            }
            if (!(each.getPayload() instanceof NodeEvent event)) {
                throw new EventStoreException("only node events can be appended, not " + each.getPayloadType());
            }
            events.add(event);
        }
        if (!(first.getMetaData().get(RecordMetadata.CONTEXT) instanceof RecordContext context)) {
            throw new EventStoreException("an event of node " + first.getAggregateIdentifier()
                    + " carries no record context under " + RecordMetadata.CONTEXT);
        }
        NodeId node = new NodeId(first.getAggregateIdentifier());
        return new AppendRequest(
                node, first.getSequenceNumber(), events.getFirst().at(), events, context);
    }

    private static DomainEventMessage<?> domainEvent(EventMessage<?> message) {
        if (message instanceof DomainEventMessage<?> domainEvent) {
            return domainEvent;
        }
        throw new EventStoreException("only events of a node can be appended, not " + message.getPayloadType());
    }

    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String aggregateIdentifier) {
        NodeStream stream = states.current(new NodeId(aggregateIdentifier));
        return Optional.of(new GenericDomainEventMessage<>(TYPE, aggregateIdentifier, stream.sequence() - 1, stream));
    }

    /** Nothing: what the fold has not seen does not exist for a decision yet. */
    @Override
    public DomainEventStream readEvents(String aggregateIdentifier, long firstSequenceNumber) {
        return DomainEventStream.empty();
    }

    @Override
    public Optional<Long> lastSequenceNumberFor(String aggregateIdentifier) {
        long sequence = states.current(new NodeId(aggregateIdentifier)).sequence();
        return sequence == 0 ? Optional.empty() : Optional.of(sequence - 1);
    }

    /** Refused: the fold is the snapshot. */
    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {
        throw new EventStoreException("snapshots come from the fold; configure no snapshot trigger");
    }

    /** Refused: followers read the log through its feed. */
    @Override
    public Stream<? extends TrackedEventMessage<?>> readEvents(
            @Nullable TrackingToken trackingToken, boolean mayBlock) {
        throw new EventStoreException("follow the log through Feed, not through an Axon processor");
    }
}

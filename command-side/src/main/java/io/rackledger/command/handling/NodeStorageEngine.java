package io.rackledger.command.handling;

import io.rackledger.core.door.AppendRequest;
import io.rackledger.core.door.AppendResult;
import io.rackledger.core.door.NodeLog;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.identity.NodeId;
import java.time.Duration;
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
 * Axon's storage over the doors of the log: a node's state is the fold's, handed out as a snapshot whose payload is the
 * {@link NodeStream}; an append is one {@link AppendRequest}, and waits on the caller's (virtual) thread until the record has come back
 * through the fold. A lost race is Axon's {@link ConcurrencyException}. Followers read the feed, so nothing is streamed from here.
 */
final class NodeStorageEngine implements EventStorageEngine {
    static final String TYPE = "node";

    private final NodeStates states;
    private final NodeLog log;
    private final Duration patience;

    /** @param patience longer than the log itself takes to say that an outcome is unknown */
    NodeStorageEngine(NodeStates states, NodeLog log, Duration patience) {
        this.states = states;
        this.log = log;
        this.patience = patience;
    }

    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String node) {
        NodeStream stream = states.current(new NodeId(node));
        return Optional.of(new GenericDomainEventMessage<>(TYPE, node, stream.sequence() - 1, stream));
    }

    /** Nothing: the snapshot is as new as the fold. */
    @Override
    public DomainEventStream readEvents(String node, long fromSequence) {
        return DomainEventStream.empty();
    }

    @Override
    public void appendEvents(List<? extends EventMessage<?>> events) {
        if (events.size() != 1 || !(events.getFirst().getPayload() instanceof AppendRequest request)) {
            throw new EventStoreException(
                    "a unit of work appends exactly one record of one node, not " + events.size());
        }
        switch (append(request)) {
            case AppendResult.Appended appended -> tell(appended);
            case AppendResult.Lost lost ->
                throw new ConcurrencyException("node " + request.node() + " went on to "
                        + lost.current().sequence() + " before " + (request.expectedSequence() + 1)
                        + " could be appended");
            case AppendResult.OutcomeUnknown unknown -> throw new OutcomeNotKnown(unknown);
        }
    }

    private AppendResult append(AppendRequest request) {
        try {
            return log.append(request).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new OutcomeNotKnown("the log did not answer within " + patience.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new EventStoreException("the log did not take the record", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OutcomeNotKnown("interrupted while waiting for the log", e);
        }
    }

    private static void tell(AppendResult.Appended appended) {
        CurrentUnitOfWork.map(unit -> unit.getMessage().getPayload())
                .filter(CommandOnNode.class::isInstance)
                .map(CommandOnNode.class::cast)
                .ifPresent(command -> command.came(appended));
    }

    @Override
    public Optional<Long> lastSequenceNumberFor(String node) {
        return Optional.of(states.current(new NodeId(node)).sequence() - 1).filter(last -> last >= 0);
    }

    /** Ignored: the fold is the snapshot. */
    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {}

    @Override
    public Stream<? extends TrackedEventMessage<?>> readEvents(@Nullable TrackingToken token, boolean mayBlock) {
        throw new UnsupportedOperationException("followers read the log's feed");
    }
}

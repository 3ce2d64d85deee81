package io.rackledger.command.handling;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.AbstractAggregateFactory;

/** Makes the empty aggregate that the snapshot then fills. */
final class NodeAggregateFactory extends AbstractAggregateFactory<NodeAggregate> {
    NodeAggregateFactory() {
        super(NodeAggregate.class);
    }

    @Override
    @SuppressWarnings("rawtypes") // Axon declares it so.
    protected NodeAggregate doCreateAggregate(String aggregateIdentifier, DomainEventMessage firstEvent) {
        return new NodeAggregate(aggregateIdentifier);
    }
}

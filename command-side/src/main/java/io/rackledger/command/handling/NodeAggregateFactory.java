package io.rackledger.command.handling;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.AbstractAggregateFactory;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.modelling.command.inspection.AnnotatedAggregateMetaModelFactory;

/** Makes the empty aggregate that the snapshot then fills. */
final class NodeAggregateFactory extends AbstractAggregateFactory<NodeAggregate> {
    /** @param parameters what the handlers of the aggregate ask for beside the command */
    NodeAggregateFactory(ParameterResolverFactory parameters) {
        super(AnnotatedAggregateMetaModelFactory.inspectAggregate(NodeAggregate.class, parameters));
    }

    @Override
    @SuppressWarnings("rawtypes") // Axon declares it so.
    protected NodeAggregate doCreateAggregate(String aggregateIdentifier, DomainEventMessage firstEvent) {
        return new NodeAggregate(aggregateIdentifier);
    }
}

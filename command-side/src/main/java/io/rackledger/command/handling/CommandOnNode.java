package io.rackledger.command.handling;

import io.rackledger.core.door.CommandEnvelope;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** A command as Axon's bus carries it. */
record CommandOnNode(CommandEnvelope envelope) {
    @TargetAggregateIdentifier
    String node() {
        return envelope.node().value();
    }
}

package io.rackledger.command.handling;

import io.rackledger.core.door.CommandEnvelope;

/** A command as Axon's bus carries it. */
record CommandOnNode(CommandEnvelope envelope) {
    String node() {
        return envelope.node().value();
    }
}

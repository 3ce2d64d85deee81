package io.rackledger.command.handling;

import io.rackledger.core.door.CommandEnvelope;
import io.rackledger.core.door.NodeRecord;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A command as Axon's bus carries it, there and back: on one thread. */
record CommandOnNode(CommandEnvelope envelope, AtomicReference<Optional<NodeRecord>> inLog) {
    CommandOnNode(CommandEnvelope envelope) {
        this(envelope, new AtomicReference<>(Optional.empty()));
    }

    String node() {
        return envelope.node().value();
    }

    /** It is in the log as this. */
    void appended(NodeRecord as) {
        inLog.set(Optional.of(as));
    }
}

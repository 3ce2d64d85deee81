package io.rackledger.command.handling;

import io.rackledger.core.door.CommandEnvelope;
import io.rackledger.core.door.NodeRecord;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A command as Axon's bus carries it, there and back.
 *
 * @param inLog the record that it became, once it is in the log
 */
record CommandOnNode(CommandEnvelope envelope, AtomicReference<@Nullable NodeRecord> inLog) {
    CommandOnNode(CommandEnvelope envelope) {
        this(envelope, new AtomicReference<>());
    }

    String node() {
        return envelope.node().value();
    }
}

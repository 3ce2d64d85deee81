package io.rackledger.command.handling;

import io.rackledger.core.door.AppendResult;
import io.rackledger.core.door.CommandEnvelope;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** A command as Axon's bus carries it, with the place for what its record became. The bus is local, so the place is shared. */
final class CommandOnNode {
    private final CommandEnvelope envelope;
    private final AtomicReference<AppendResult.Appended> appended = new AtomicReference<>();

    CommandOnNode(CommandEnvelope envelope) {
        this.envelope = envelope;
    }

    @TargetAggregateIdentifier
    String node() {
        return envelope.node().value();
    }

    CommandEnvelope envelope() {
        return envelope;
    }

    void came(AppendResult.Appended record) {
        appended.set(record);
    }

    Optional<AppendResult.Appended> appended() {
        return Optional.ofNullable(appended.get());
    }
}

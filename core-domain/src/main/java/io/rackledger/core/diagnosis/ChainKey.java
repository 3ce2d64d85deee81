package io.rackledger.core.diagnosis;

import io.rackledger.core.boot.BootStage;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.node.Attempt;
import io.rackledger.core.node.AttemptStage;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalSubject;
import java.util.Optional;

/** Which boot chain a breadcrumb belongs to: that of the system in memory, or on disk, of one attempt. */
public record ChainKey(AttemptId attempt, BootStage stage) {
    /** The chain that the signal tells of, where its subject says so. */
    public static Optional<ChainKey> of(Signal signal) {
        return switch (signal.subject()) {
            case SignalSubject.OfNode subject ->
                subject.attempt().flatMap(id -> subject.stage().map(stage -> new ChainKey(id, stage)));
            case SignalSubject.OfMac _, SignalSubject.OfSource _ -> Optional.empty();
        };
    }

    /** The chain that the attempt is in, or about to enter. */
    public static ChainKey of(Attempt attempt) {
        boolean ephemeral = attempt.stage() == AttemptStage.PREPARE || attempt.stage() == AttemptStage.EPHEMERAL;
        return new ChainKey(attempt.id(), ephemeral ? BootStage.EPHEMERAL : BootStage.INSTALLED);
    }
}

package io.rackledger.command.handling;

import io.rackledger.core.door.CommandEnvelope;
import io.rackledger.core.door.CommandOutcome;
import io.rackledger.core.door.SignalLog;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.node.RefusalCode;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalSubject;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log of commands that were refused. Those of the engine itself are left out: for them a refusal is usual. */
final class RefusalReports {
    private static final Logger LOG = LoggerFactory.getLogger(RefusalReports.class);
    private static final String ENGINE = "engine:";

    private final SignalLog signals;

    RefusalReports(SignalLog signals) {
        this.signals = signals;
    }

    void report(CommandEnvelope command, CommandOutcome.Refused refused) {
        if (!isOfEngine(command)) {
            signals.report(signal(command, refused)).whenComplete((_, failure) -> {
                if (failure != null) {
                    LOG.warn(
                            "the refusal of {} is not in the log",
                            command.context().command(),
                            failure);
                }
            });
        }
    }

    /** Whether a process manager asks, and no operator. */
    static boolean isOfEngine(CommandEnvelope command) {
        return command.context().actor().startsWith(ENGINE);
    }

    private static Signal signal(CommandEnvelope command, CommandOutcome.Refused refused) {
        RefusalCode code = refused.refusal().code();
        String actor = command.context().actor();
        SignalSubject subject = code == RefusalCode.NODE_UNKNOWN
                ? new SignalSubject.OfSource(actor)
                : new SignalSubject.OfNode(command.node(), Optional.empty(), Optional.empty());
        SignalId id = SignalId.ofParts(List.of(
                "command-refused",
                command.context().command().value(),
                command.node().value(),
                code.name(),
                command.at().toString()));
        String asked = command.command().getClass().getSimpleName() + " of node " + command.node();
        String reason = code + ": " + refused.refusal().detail();
        return new Signal(
                id, subject, command.at(), actor, Optional.empty(), new SignalBody.RequestRefused(asked, 0, reason));
    }
}

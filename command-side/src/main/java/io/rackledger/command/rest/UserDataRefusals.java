package io.rackledger.command.rest;

import io.rackledger.core.door.SignalLog;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalSubject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log of user data that was refused; the text itself never gets there. */
final class UserDataRefusals {
    private static final Logger LOG = LoggerFactory.getLogger(UserDataRefusals.class);

    private final SignalLog signals;
    private final Clock clock;

    UserDataRefusals(SignalLog signals, Clock clock) {
        this.signals = signals;
        this.clock = clock;
    }

    void report(Caller caller, NodeId node, String verb, UserDataRefused refused) {
        Instant now = clock.instant();
        SignalId id =
                SignalId.ofParts(List.of("user-data-refused", caller.command().value(), node.value(), now.toString()));
        SignalBody body = new SignalBody.RequestRefused(verb + " of node " + node, 0, "USERDATA: " + refused.place());
        SignalSubject subject = new SignalSubject.OfNode(node, Optional.empty(), Optional.empty());
        signals.report(new Signal(id, subject, now, caller.actor(), Optional.empty(), body))
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        LOG.warn("the refusal of {} is not in the log", caller.command(), failure);
                    }
                });
    }
}

package io.rackledger.boot.token;

import io.rackledger.core.boot.BootStage;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.plan.BootPlan;
import io.rackledger.core.signal.SignalSubject;
import java.util.Optional;

/** What a token stands for: one of the two systems of one attempt of one node. */
public sealed interface Grant {
    AttemptId attempt();

    BootStage stage();

    default NodeId node() {
        return attempt().node();
    }

    default SignalSubject subject() {
        return new SignalSubject.OfNode(node(), Optional.of(attempt()), Optional.of(stage()));
    }

    /** Key that tells grants apart and is no secret. */
    default String key() {
        return attempt().value() + "|" + stage().wireName();
    }

    /**
     * The node's latest attempt: its machine is served.
     *
     * @param plan the last plan of the attempt, of this stage where there was one
     */
    record Current(AttemptId attempt, BootStage stage, Token token, BootPlan plan) implements Grant {}

    /** The node has gone on to another attempt: what its machine still tells is written down, but nothing is served any more. */
    record Superseded(AttemptId attempt, BootStage stage) implements Grant {}
}

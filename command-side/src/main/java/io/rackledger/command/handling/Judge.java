package io.rackledger.command.handling;

import io.rackledger.core.door.CommandEnvelope;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.node.Decision;
import io.rackledger.core.node.DriftPolicy;
import io.rackledger.core.node.Given;
import io.rackledger.core.node.NodeDecider;
import io.rackledger.core.node.Refusal;
import io.rackledger.core.node.RefusalCode;
import io.rackledger.core.node.WaitPolicy;
import java.util.Optional;

/** Judges a command on one version of its node: repeats first, then the version that the caller named, then the rules of the domain. */
final class Judge {
    /** The field that a refused reuse of a command id names. */
    static final String COMMAND_ID_FIELD = "Idempotency-Key";

    private final WaitPolicy policy;
    private final DriftPolicy drift;

    Judge(WaitPolicy policy, DriftPolicy drift) {
        this.policy = policy;
        this.drift = drift;
    }

    Judgement judge(NodeStream stream, CommandEnvelope envelope) {
        return earlier(stream, envelope).orElseGet(() -> fresh(stream, envelope));
    }

    /** The judgement on a command whose id the node has seen before. */
    Optional<Judgement> earlier(NodeStream stream, CommandEnvelope envelope) {
        return stream.applied(envelope.context().command())
                .map(first -> first.asked(envelope.context().commandHash())
                        ? new Judgement.Repeat(first)
                        : new Judgement.Refuse(reused(envelope)));
    }

    private Judgement fresh(NodeStream stream, CommandEnvelope envelope) {
        if (envelope.ifSequence().isPresent() && envelope.ifSequence().get() != stream.sequence()) {
            return new Judgement.Refuse(stale(envelope.ifSequence().get(), stream.sequence()));
        }
        Given given = new Given(envelope.at(), policy, drift);
        return switch (NodeDecider.decide(stream.state(), envelope.command(), given)) {
            case Decision.Rejected rejected -> new Judgement.Refuse(rejected.refusal());
            case Decision.Accepted accepted ->
                accepted.events().isEmpty() ? new Judgement.Nothing() : new Judgement.Append(accepted.events());
        };
    }

    private static Refusal reused(CommandEnvelope envelope) {
        return new Refusal(
                RefusalCode.ARGUMENT_INVALID,
                "the command id '" + envelope.context().command()
                        + "' was used before for another request to this node",
                COMMAND_ID_FIELD,
                "repeat the first request unchanged, or send this one under an id of its own");
    }

    private static Refusal stale(long named, long present) {
        return new Refusal(
                RefusalCode.STALE,
                "the node is at version " + present + ", the request names version " + named,
                "If-Match",
                "read the node again and send its present ETag \"" + present + "\"");
    }
}

package io.rackledger.command.rest;

import io.rackledger.command.handling.Freshness;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.Text;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeState;
import io.rackledger.core.node.Refusal;
import io.rackledger.core.node.RefusalCode;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;

/** Finds the node that a path names, by id or by name. */
final class NodeNames {
    private static final Pattern UUID_FORM = Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final NodeStates states;
    private final Freshness freshness;

    NodeNames(NodeStates states, Duration patience) {
        this.states = states;
        this.freshness = new Freshness(states, patience);
    }

    /** The id; an id that no node has is left to the decider, which knows a deleted one from an unknown one. */
    NodeId resolve(String named) {
        if (UUID_FORM.matcher(named).matches()) {
            return NodeId.parse(named);
        }
        return states.byName(named)
                .or(() -> fresh().byName(named))
                .map(Node::id)
                .orElseThrow(() -> unknown(named));
    }

    /**
     * The living node of this id.
     *
     * @param seen version that the caller has read, maybe from another instance: what is answered is not older
     */
    Node living(NodeId id, Optional<Long> seen) {
        if (states.current(id).sequence() < seen.orElse(1L)) {
            fresh();
        }
        NodeStream stream = states.current(id);
        return switch (stream.state()) {
            case Node node -> node;
            case NodeState.Unknown _, NodeState.Deleted _ ->
                throw new CommandRefused(refusal("there is no node " + id), id, stream);
        };
    }

    /** The fold, having passed all that is in the log; refuses for now where the log does not answer. */
    private NodeStates fresh() {
        if (!freshness.reached()) {
            throw new RequestFault(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "LOG_UNAVAILABLE",
                    "the event log does not answer, so nobody knows whether there is such a node; nothing was recorded",
                    "",
                    "send the request again under the same Idempotency-Key");
        }
        return states;
    }

    private static RequestFault unknown(String name) {
        return Problems.fault(refusal("no node is named '" + Text.shorten(name) + "'"));
    }

    private static Refusal refusal(String detail) {
        return new Refusal(RefusalCode.NODE_UNKNOWN, detail, "id", "use the id or name of a node that exists");
    }
}

package io.rackledger.command.rest;

import io.rackledger.core.door.NodeStates;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.Text;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeState;
import io.rackledger.core.node.Refusal;
import io.rackledger.core.node.RefusalCode;
import java.util.regex.Pattern;

/** Finds the node that a path names, by id or by name. */
final class NodeNames {
    private static final Pattern UUID_FORM = Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final NodeStates states;

    NodeNames(NodeStates states) {
        this.states = states;
    }

    /** The id; an id that no node has is left to the decider, which knows a deleted one from an unknown one. */
    NodeId resolve(String named) {
        if (UUID_FORM.matcher(named).matches()) {
            return NodeId.parse(named);
        }
        return states.byName(named).map(Node::id).orElseThrow(() -> unknown(named));
    }

    /** The living node of this id. */
    Node living(NodeId id) {
        NodeStream stream = states.current(id);
        return switch (stream.state()) {
            case Node node -> node;
            case NodeState.Unknown _, NodeState.Deleted _ ->
                throw new CommandRefused(refusal("there is no node " + id), id, stream);
        };
    }

    private static RequestFault unknown(String name) {
        return Problems.fault(refusal("no node is named '" + Text.shorten(name) + "'"));
    }

    private static Refusal refusal(String detail) {
        return new Refusal(RefusalCode.NODE_UNKNOWN, detail, "id", "use the id or name of a node that exists");
    }
}

package io.rackledger.core.door;

import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.NodeFold;
import io.rackledger.core.node.NodeState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A node folded up to a sequence, with the last commands it has seen.
 *
 * @param position of the last applied record
 * @param recent the last applied commands, newest last, at most {@value #REMEMBERED}
 */
public record NodeStream(NodeState state, long sequence, LogPosition position, List<AppliedCommand> recent) {
    /** How many commands a repeat can reach back. */
    public static final int REMEMBERED = 64;

    public static final NodeStream EMPTY = new NodeStream(new NodeState.Unknown(), 0, LogPosition.START, List.of());

    public NodeStream {
        recent = List.copyOf(recent);
    }

    /** The fold rule, the same for every reader: a record whose sequence does not follow is void. */
    public boolean follows(NodeRecord record) {
        return record.sequence() == sequence + 1;
    }

    /** Applies a record that follows; a void one leaves the stream as it is. */
    public NodeStream apply(NodeRecord record) {
        if (!follows(record)) {
            return this;
        }
        NodeState next = state;
        for (NodeEvent event : record.events()) {
            next = NodeFold.evolve(next, event);
        }
        List<AppliedCommand> remembered = new ArrayList<>(recent);
        remembered.add(new AppliedCommand(
                record.context().command(), record.context().commandHash(), record.sequence(), record.position()));
        int tooMany = Math.max(0, remembered.size() - REMEMBERED);
        return new NodeStream(
                next, record.sequence(), record.position(), remembered.subList(tooMany, remembered.size()));
    }

    /** What became of a command of this id, if it is remembered. */
    public Optional<AppliedCommand> applied(CommandId command) {
        return recent.stream().filter(a -> a.command().equals(command)).findFirst();
    }
}

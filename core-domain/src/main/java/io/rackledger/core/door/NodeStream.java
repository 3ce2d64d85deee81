package io.rackledger.core.door;

import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.NodeFold;
import io.rackledger.core.node.NodeState;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A node folded up to a sequence, with the last commands it has seen.
 *
 * @param position of the last applied record
 * @param recent the last applied commands, newest last
 * @param traces what the stream has told and the state no longer shows
 */
public record NodeStream(
        NodeState state, long sequence, LogPosition position, RecentCommands recent, NodeTraces traces) {
    public static final NodeStream EMPTY =
            new NodeStream(new NodeState.Unknown(), 0, LogPosition.START, RecentCommands.NONE, NodeTraces.NONE);

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
        NodeTraces told = traces;
        for (NodeEvent event : record.events()) {
            NodeState before = next;
            next = NodeFold.evolve(before, event);
            told = told.with(before, event, next);
        }
        RecentCommands remembered = recent.with(record.context(), record.position());
        return new NodeStream(next, record.sequence(), record.position(), remembered, told);
    }

    /** What became of a command of this id, if it is remembered. */
    public Optional<AppliedCommand> applied(CommandId command) {
        return recent.applied(command, sequence, position);
    }

    /** Name, MAC addresses and BMC that the node has. */
    public Set<ClaimKey> claimed() {
        return NodeTraces.claimed(state);
    }

    /** Names, MAC addresses and BMCs that the node has or ever had. */
    public Set<ClaimKey> everClaimed() {
        Set<ClaimKey> all = new HashSet<>(traces.former());
        all.addAll(claimed());
        return all;
    }
}

package io.rackledger.command.handling;

import io.rackledger.core.door.ClaimKey;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.NodeFold;
import io.rackledger.core.node.NodeState;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a node's claims become by some events.
 *
 * @param taken keys that the node has only afterwards
 * @param given keys that the node has no longer
 */
public record ClaimChange(Set<ClaimKey> taken, Set<ClaimKey> given) {
    public ClaimChange {
        taken = Set.copyOf(taken);
        given = Set.copyOf(given);
    }

    /** The change that the events make. */
    static ClaimChange by(NodeState before, List<NodeEvent> events) {
        NodeState after = before;
        for (NodeEvent event : events) {
            after = NodeFold.evolve(after, event);
        }
        return between(keysOf(before), keysOf(after));
    }

    boolean isNone() {
        return taken.isEmpty() && given.isEmpty();
    }

    /** The newly taken keys that the node does not have all the same, by a repeat of the command that was faster. */
    Set<ClaimKey> unusedBy(NodeState present) {
        Set<ClaimKey> unused = new HashSet<>(taken);
        unused.removeAll(keysOf(present));
        return unused;
    }

    /** The keys given up that the node has not taken again since. */
    Set<ClaimKey> givenFor(NodeState present) {
        Set<ClaimKey> gone = new HashSet<>(given);
        gone.removeAll(keysOf(present));
        return gone;
    }

    private static ClaimChange between(Set<ClaimKey> before, Set<ClaimKey> after) {
        Set<ClaimKey> taken = new HashSet<>(after);
        taken.removeAll(before);
        Set<ClaimKey> given = new HashSet<>(before);
        given.removeAll(after);
        return new ClaimChange(taken, given);
    }

    /** The keys that a node in this state must have: its name, its MAC addresses, its BMC. */
    public static Set<ClaimKey> keysOf(NodeState state) {
        return switch (state) {
            case NodeState.Unknown _, NodeState.Deleted _ -> Set.of();
            case Node node -> ClaimKey.of(node.attributes());
        };
    }
}

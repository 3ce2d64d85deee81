package io.rackledger.eventlog.fold;

import io.rackledger.core.identity.NodeId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Which nodes have a thing. Partitions are folded in no order among each other, so for a moment two nodes may seem to have it: the one that
 * gave it away must not take it from the one that has it now. Thread-safe.
 */
final class NodeIndex<K> {
    private final Map<K, List<NodeId>> holders = new ConcurrentHashMap<>();

    /** A node had these and has those now. */
    void change(NodeId node, Set<K> before, Set<K> after) {
        if (before.equals(after)) {
            return;
        }
        for (K key : before) {
            if (!after.contains(key)) {
                holders.computeIfPresent(key, (_, all) -> without(all, node));
            }
        }
        for (K key : after) {
            holders.merge(key, List.of(node), NodeIndex::with);
        }
    }

    List<NodeId> of(K key) {
        return holders.getOrDefault(key, List.of());
    }

    private static List<NodeId> with(List<NodeId> all, List<NodeId> more) {
        return all.containsAll(more)
                ? all
                : Stream.concat(all.stream(), more.stream()).toList();
    }

    @SuppressWarnings("NullAway") // null takes the entry away: ConcurrentHashMap's own way to say so
    private static List<NodeId> without(List<NodeId> all, NodeId node) {
        List<NodeId> left = all.stream().filter(each -> !each.equals(node)).toList();
        return left.isEmpty() ? null : left;
    }
}

package io.rackledger.eventlog.fold;

import io.rackledger.core.identity.NodeId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes have a thing. Partitions are folded in no order among each other, so for a moment two nodes may seem to have it: the one that
 * gave it away must not take it from the one that has it now. Nearly everything has one holder, so that is all that is kept of it then.
 * Thread-safe.
 */
final class NodeIndex<K> {
    /** A {@link NodeId}, or {@link Several}. */
    private final Map<K, Object> holders = new ConcurrentHashMap<>();

    /** Two nodes or more, for the moment. */
    private record Several(List<NodeId> nodes) {}

    /** A node had these and has those now. */
    void change(NodeId node, Set<K> before, Set<K> after) {
        if (before.equals(after)) {
            return;
        }
        for (K key : before) {
            if (!after.contains(key)) {
                holders.computeIfPresent(key, (K _, Object all) -> kept(without(nodes(all), node)));
            }
        }
        for (K key : after) {
            holders.merge(key, node, (all, _) -> Objects.requireNonNull(kept(with(nodes(all), node))));
        }
    }

    List<NodeId> of(K key) {
        Object all = holders.get(key);
        return all == null ? List.of() : nodes(all);
    }

    private static List<NodeId> nodes(Object kept) {
        return kept instanceof Several(List<NodeId> nodes) ? nodes : List.of((NodeId) kept);
    }

    /** Null takes an entry away: {@link ConcurrentHashMap}'s own way to say so. */
    private static @Nullable Object kept(List<NodeId> nodes) {
        return switch (nodes.size()) {
            case 0 -> null;
            case 1 -> nodes.getFirst();
            default -> new Several(nodes);
        };
    }

    private static List<NodeId> with(List<NodeId> all, NodeId more) {
        return all.contains(more)
                ? all
                : Stream.concat(all.stream(), Stream.of(more)).toList();
    }

    private static List<NodeId> without(List<NodeId> all, NodeId node) {
        return all.stream().filter(each -> !each.equals(node)).toList();
    }
}

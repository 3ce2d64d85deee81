package io.rackledger.eventlog.fold;

import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeState;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Node streams folded from records, with indexes by MAC address and name. One thread applies; any thread reads.
 *
 * <p>A record that this version cannot read or fold freezes its node here and no other: going on would make this fold differ from
 * the folds of others.
 */
public final class NodeTable {
    private final Map<NodeId, NodeStream> streams = new ConcurrentHashMap<>();
    private final Map<NodeId, LogPosition> firsts = new ConcurrentHashMap<>();
    private final Map<MacAddress, NodeId> macs = new ConcurrentHashMap<>();
    private final Map<String, NodeId> names = new ConcurrentHashMap<>();
    private final Map<NodeId, String> frozen = new ConcurrentHashMap<>();

    /** Applies the fold rule; whether the record was applied, false where it is void or its node is frozen. */
    public boolean apply(NodeRecord record) {
        NodeId id = record.node();
        NodeStream before = current(id);
        if (frozen.containsKey(id) || !before.follows(record)) {
            return false;
        }
        NodeStream after;
        try {
            after = before.apply(record);
        } catch (RuntimeException e) {
            freeze(id, "record " + record.position() + " cannot be folded: " + e);
            return false;
        }
        streams.put(id, after);
        firsts.putIfAbsent(id, record.position());
        index(id, before.state(), after.state());
        return true;
    }

    /** Refuses a record that the fold could not take: once in the log it would freeze its node for ever. */
    public void rehearse(NodeRecord record) {
        NodeStream current = current(record.node());
        if (current.follows(record) && current.apply(record).sequence() != record.sequence()) {
            throw new IllegalStateException("record " + record.sequence() + " of node " + record.node() + " is void");
        }
    }

    /** Stops folding a node at a record that cannot be read. */
    public void freeze(NodeId node, String reason) {
        frozen.putIfAbsent(node, reason);
    }

    /** Why a node is not folded any further, where that is so. */
    public Optional<String> frozen(NodeId node) {
        return Optional.ofNullable(frozen.get(node));
    }

    public NodeStream current(NodeId node) {
        return streams.getOrDefault(node, NodeStream.EMPTY);
    }

    /** Place of the node's first record. */
    public Optional<LogPosition> first(NodeId node) {
        return Optional.ofNullable(firsts.get(node));
    }

    /** All living nodes in the order of their ids. */
    public Stream<Node> living() {
        return streams.entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .flatMap(e -> living(e.getValue().state()).stream());
    }

    public Optional<Node> byMac(MacAddress mac) {
        return Optional.ofNullable(macs.get(mac))
                .flatMap(id -> living(current(id).state()))
                .filter(node -> node.attributes().ports().contains(mac));
    }

    public Optional<Node> byName(String name) {
        return Optional.ofNullable(names.get(name))
                .flatMap(id -> living(current(id).state()))
                .filter(node -> node.attributes().name().equals(name));
    }

    private void index(NodeId id, NodeState before, NodeState after) {
        Optional<Node> was = living(before);
        Optional<Node> is = living(after);
        Set<MacAddress> oldMacs =
                was.<Set<MacAddress>>map(n -> n.attributes().ports()).orElse(Set.of());
        Set<MacAddress> newMacs =
                is.<Set<MacAddress>>map(n -> n.attributes().ports()).orElse(Set.of());
        if (!oldMacs.equals(newMacs)) {
            oldMacs.stream().filter(mac -> !newMacs.contains(mac)).forEach(mac -> macs.remove(mac, id));
            newMacs.forEach(mac -> macs.put(mac, id));
        }
        Optional<String> oldName = was.map(n -> n.attributes().name());
        Optional<String> newName = is.map(n -> n.attributes().name());
        if (!oldName.equals(newName)) {
            oldName.ifPresent(name -> names.remove(name, id));
            newName.ifPresent(name -> names.put(name, id));
        }
    }

    private static Optional<Node> living(NodeState state) {
        return switch (state) {
            case Node node -> Optional.of(node);
            case NodeState.Unknown _, NodeState.Deleted _ -> Optional.empty();
        };
    }
}

package io.rackledger.eventlog.fold;

import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeState;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Node streams folded from records, with indexes by MAC address and name. One thread applies the records of a partition; any thread reads.
 *
 * <p>A record that this version cannot read or fold freezes its node here and no other: going on would make this fold differ from
 * the folds of others.
 */
public final class NodeTable {
    private static final Kept NOTHING = new Kept(NodeStream.EMPTY, -1);

    private final Map<NodeId, Kept> streams = new ConcurrentHashMap<>();
    private final Map<NodeId, String> frozen = new ConcurrentHashMap<>();
    private final NodeIndex<MacAddress> macs = new NodeIndex<>();
    private final NodeIndex<String> names = new NodeIndex<>();

    /** A node's stream and the offset of its first record. */
    private record Kept(NodeStream stream, long first) {}

    /** Applies the fold rule; whether the record was applied, false where it is void, known already, or its node is frozen. */
    public boolean apply(NodeRecord record) {
        NodeId id = record.node();
        Kept kept = streams.getOrDefault(id, NOTHING);
        NodeStream before = kept.stream();
        if (!before.follows(record) || known(before, record) || frozen.containsKey(id)) {
            return false;
        }
        NodeStream after;
        try {
            after = before.apply(record);
        } catch (RuntimeException e) {
            freeze(id, "record " + record.position() + " cannot be folded: " + e);
            return false;
        }
        streams.put(
                own(id, after),
                new Kept(after, kept.first() < 0 ? record.position().offset() : kept.first()));
        index(id, before.state(), after.state());
        return true;
    }

    /** The id as the state has it, so that it is kept once. */
    private static NodeId own(NodeId id, NodeStream stream) {
        return stream.state() instanceof Node node ? node.id() : id;
    }

    /** A fold that begins with snapshots meets records again that a snapshot has already judged, the void ones too. */
    private static boolean known(NodeStream before, NodeRecord record) {
        return before.sequence() > 0
                && record.position().offset() <= before.position().offset();
    }

    /** Takes up a node as another fold knew it. Before any of its records. */
    public void restore(FoldedNode node) {
        streams.put(own(node.id(), node.stream()), new Kept(node.stream(), node.first()));
        node.frozen().ifPresent(reason -> freeze(node.id(), reason));
        index(node.id(), NodeStream.EMPTY.state(), node.stream().state());
    }

    /** Every node that has records, frozen ones without an applied record included. */
    public Stream<FoldedNode> all() {
        Stream<NodeId> never = frozen.keySet().stream().filter(id -> !streams.containsKey(id));
        return Stream.concat(streams.keySet().stream(), never).map(this::folded);
    }

    private FoldedNode folded(NodeId id) {
        // In this order: a node is frozen after its last record is applied.
        Optional<String> reason = frozen(id);
        Kept kept = streams.getOrDefault(id, NOTHING);
        return new FoldedNode(id, kept.stream(), kept.first(), reason);
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
        return streams.getOrDefault(node, NOTHING).stream();
    }

    /** Place of the node's first record. */
    public Optional<LogPosition> first(NodeId node) {
        return Optional.ofNullable(streams.get(node))
                .map(kept -> new LogPosition(kept.stream().position().partition(), kept.first()));
    }

    /** All living nodes in the order of their ids. */
    public Stream<Node> living() {
        return streams.entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .flatMap(e -> living(e.getValue().stream().state()).stream());
    }

    /** All nodes with records in these partitions, deleted ones included. */
    public List<NodeId> known(Set<Integer> partitions) {
        return streams.entrySet().stream()
                .filter(e ->
                        partitions.contains(e.getValue().stream().position().partition()))
                .map(Map.Entry::getKey)
                .toList();
    }

    public Optional<Node> byMac(MacAddress mac) {
        return living(macs.of(mac))
                .filter(node -> node.attributes().ports().contains(mac))
                .findFirst();
    }

    public Optional<Node> byName(String name) {
        return living(names.of(name))
                .filter(node -> node.attributes().name().equals(name))
                .findFirst();
    }

    private Stream<Node> living(List<NodeId> ids) {
        return ids.stream().flatMap(id -> living(current(id).state()).stream());
    }

    private void index(NodeId id, NodeState before, NodeState after) {
        if (!(before instanceof Node was && after instanceof Node is && was.attributes() == is.attributes())) {
            macs.change(id, macsOf(before), macsOf(after));
            names.change(id, namesOf(before), namesOf(after));
        }
    }

    private static Set<MacAddress> macsOf(NodeState state) {
        return living(state).<Set<MacAddress>>map(n -> n.attributes().ports()).orElse(Set.of());
    }

    private static Set<String> namesOf(NodeState state) {
        return living(state).map(n -> Set.of(n.attributes().name())).orElse(Set.of());
    }

    private static Optional<Node> living(NodeState state) {
        return switch (state) {
            case Node node -> Optional.of(node);
            case NodeState.Unknown _, NodeState.Deleted _ -> Optional.empty();
        };
    }
}

package io.rackledger.query.projection;

import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.node.Attempt;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.NodeState;
import io.rackledger.query.document.DocumentJson;
import io.rackledger.query.document.NodeDocument;
import io.rackledger.query.document.NodeSummary;
import io.rackledger.query.document.RecordedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** The rows that follow from an applied record: node, record, MAC addresses, attempts, waits. Pure. */
final class NodeRows {
    private final DocumentJson json;
    private final AttemptRows attempts;

    NodeRows(DocumentJson json) {
        this.json = json;
        this.attempts = new AttemptRows(json);
    }

    /**
     * A record with the states around its events.
     *
     * @param orderAt its time, but never before that of an earlier one of the node
     * @param states before the first event, and after each
     */
    record Applied(NodeRecord record, Instant orderAt, List<NodeState> states) {
        NodeState before() {
            return states.getFirst();
        }

        NodeState after() {
            return states.getLast();
        }

        Change change(int index) {
            return new Change(record, index, states.get(index), states.get(index + 1));
        }
    }

    /** One event of a record with the states around it. */
    record Change(NodeRecord record, int index, NodeState before, NodeState after) {
        NodeEvent event() {
            return record.events().get(index);
        }

        String node() {
            return record.node().value();
        }

        /** The attempt that the event belongs to. */
        Optional<Attempt> attempt() {
            return living(after)
                    .flatMap(Node::runningAttempt)
                    .or(() -> living(before).flatMap(Node::runningAttempt));
        }
    }

    static Optional<Node> living(NodeState state) {
        return state instanceof Node node ? Optional.of(node) : Optional.empty();
    }

    /** All rows of a record: those of its events, and of the node after it. */
    void record(Rows rows, Applied applied) {
        List<RecordedEvent> events = new ArrayList<>(applied.states().size() - 1);
        for (int i = 0; i < applied.record().events().size(); i++) {
            Change change = applied.change(i);
            events.add(RecordedEvent.of(change.event(), change.attempt().map(a -> a.id().value())));
            macs(rows, change);
            attempts.add(rows, change);
            WaitRows.add(rows, change);
        }
        node(rows, applied, json.bytes(events));
    }

    private void node(Rows rows, Applied applied, byte[] events) {
        switch (applied.after()) {
            case Node node -> add(rows, applied, node, events, NodeRows::summary);
            case NodeState.Deleted _ ->
                living(applied.before())
                        .ifPresent(node -> add(
                                rows,
                                applied,
                                node,
                                events,
                                (n, r) -> summary(n, r).afterDeletion()));
            case NodeState.Unknown _ -> {
                // A reservation was voided before its node was enrolled: there is no node to show.
            }
        }
    }

    private static NodeSummary summary(Node node, NodeRecord record) {
        return NodeSummary.of(node, record.sequence(), record.position(), record.at());
    }

    private void add(
            Rows rows, Applied applied, Node node, byte[] events, BiFunction<Node, NodeRecord, NodeSummary> summarise) {
        NodeRecord record = applied.record();
        NodeSummary summary = summarise.apply(node, record);
        byte[] written = json.bytes(summary);
        rows.add(new Row.OfNode(
                record.node().value(),
                record.position(),
                summary,
                written,
                () -> NodeDocument.of(node, record.sequence(), record.position(), record.at()),
                record.sequence() == 1));
        rows.add(new Row.OfRecord(record, applied.orderAt(), written, events));
    }

    private static void macs(Rows rows, Change change) {
        SortedSet<MacAddress> had = ports(change.before());
        SortedSet<MacAddress> has = ports(change.after());
        if (had.equals(has)) {
            return;
        }
        long sequence = change.record().sequence();
        Instant at = change.event().at();
        has.stream()
                .filter(mac -> !had.contains(mac))
                .forEach(mac -> rows.gotMac(new Row.OfMac(change.node(), mac.value(), sequence, at)));
        had.stream()
                .filter(mac -> !has.contains(mac))
                .forEach(mac -> rows.lostMac(new Row.OfMac(change.node(), mac.value(), sequence, at)));
    }

    private static SortedSet<MacAddress> ports(NodeState state) {
        return living(state).map(node -> node.attributes().ports()).orElseGet(TreeSet::new);
    }
}

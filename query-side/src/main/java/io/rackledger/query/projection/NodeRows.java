package io.rackledger.query.projection;

import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.node.Attempt;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.NodeState;
import io.rackledger.query.document.DocumentJson;
import io.rackledger.query.document.EventWords;
import io.rackledger.query.document.NodeDocument;
import io.rackledger.query.document.NodeSummary;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** The rows that follow from an applied record: node, event, MAC addresses, attempts, waits. Pure. */
final class NodeRows {
    private final DocumentJson json;
    private final AttemptRows attempts;
    private final WaitRows waits;

    NodeRows(DocumentJson json) {
        this.json = json;
        this.attempts = new AttemptRows(json);
        this.waits = new WaitRows(json);
    }

    /** One event of a record with the states around it. */
    record Change(NodeRecord record, int index, Instant orderAt, NodeState before, NodeState after) {
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

    /** Rows of one event. */
    void event(Rows rows, Change change) {
        rows.add(row(change));
        macs(rows, change);
        attempts.add(rows, change);
        waits.add(rows, change);
    }

    /** Rows of the node after the whole record. */
    void node(Rows rows, NodeRecord record, NodeState before, NodeState after) {
        switch (after) {
            case Node node -> add(rows, record, node, NodeRows::summary);
            case NodeState.Deleted _ ->
                living(before)
                        .ifPresent(node ->
                                add(rows, record, node, (n, r) -> summary(n, r).afterDeletion()));
            case NodeState.Unknown _ -> throw new IllegalStateException("a record leaves the node unknown");
        }
    }

    private static NodeSummary summary(Node node, NodeRecord record) {
        return NodeSummary.of(node, record.sequence(), record.position(), record.at());
    }

    private void add(Rows rows, NodeRecord record, Node node, BiFunction<Node, NodeRecord, NodeSummary> summarise) {
        String id = record.node().value();
        NodeSummary summary = summarise.apply(node, record);
        String written = json.write(summary);
        rows.add(new Row.OfNode(
                id,
                record.position(),
                summary,
                written,
                () -> NodeDocument.of(node, record.sequence(), record.position(), record.at())));
        rows.add(new Row.OfRecord(id, record.sequence(), record.position(), written));
    }

    private Row.OfEvent row(Change change) {
        NodeRecord record = change.record();
        NodeEvent event = change.event();
        return new Row.OfEvent(
                change.node(),
                record.sequence(),
                change.index(),
                record.position(),
                event.at(),
                change.orderAt(),
                EventWords.type(event),
                EventWords.lane(event),
                EventWords.words(event),
                record.context().actor(),
                record.context().command().value(),
                record.context().causation(),
                record.context().correlation(),
                change.attempt().map(Attempt::id).map(AttemptId::value),
                json.write(event));
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

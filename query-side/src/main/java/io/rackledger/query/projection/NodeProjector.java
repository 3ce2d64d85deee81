package io.rackledger.query.projection;

import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.NodeFold;
import io.rackledger.core.node.NodeState;
import io.rackledger.query.document.DocumentJson;
import io.rackledger.query.document.EventWords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds node events into rows by the fold rule: a record whose sequence does not follow is void. A record that cannot be applied stops
 * its own node only: it is kept as a dead letter, and those that come behind it are kept in their order. Not thread-safe.
 */
final class NodeProjector {
    private static final Logger LOG = LoggerFactory.getLogger(NodeProjector.class);

    private final FoldedNodes nodes;
    private final NodeRows writer;
    private final DocumentJson json;

    NodeProjector(FoldedNodes nodes, DocumentJson json) {
        this.nodes = nodes;
        this.writer = new NodeRows(json);
        this.json = json;
    }

    /** The rows of the next record; none for a void one. */
    Rows project(NodeRecord record) {
        Folded before = nodes.get(record.node());
        if (record.sequence() <= before.sequence()) {
            return new Rows();
        }
        Optional<Folded.Mark> stop = before.stop();
        if (stop.isPresent()) {
            return deadLetter(
                    record,
                    DeadLetterKind.BEHIND,
                    "waits behind record " + stop.get().since() + " of its node");
        }
        if (record.sequence() > before.sequence() + 1) {
            String reason = "sequence " + record.sequence() + " after " + before.sequence() + ": a record is missing";
            return stop(record, DeadLetterKind.GAP, reason);
        }
        try {
            return apply(record, before);
        } catch (RuntimeException e) {
            LOG.warn("Record {} of node {} cannot be applied", record.position(), record.node(), e);
            return stop(record, DeadLetterKind.INAPPLICABLE, "cannot be applied: " + e);
        }
    }

    /** The rows of a record that PostgreSQL refused. */
    Rows refused(NodeRecord record, String reason) {
        return stop(record, DeadLetterKind.REFUSED, reason);
    }

    /** A record of the node cannot be read; whether it is one of its stream, the next one will show. */
    void unreadable(NodeId node, LogPosition position, String reason) {
        Folded before = nodes.get(node);
        if (before.mark().isEmpty()) {
            nodes.put(node, before.with(new Folded.Mark("it cannot be read: " + reason, position, false)));
        }
    }

    private Rows apply(NodeRecord record, Folded before) {
        Instant orderAt = before.orderAt().isAfter(record.at()) ? before.orderAt() : record.at();
        List<NodeState> states = new ArrayList<>(record.events().size() + 1);
        states.add(before.state());
        for (NodeEvent event : record.events()) {
            states.add(NodeFold.evolve(states.getLast(), event));
        }
        Rows rows = new Rows();
        writer.record(rows, new NodeRows.Applied(record, orderAt, states));
        nodes.put(record.node(), new Folded(states.getLast(), record.sequence(), orderAt, Optional.empty()));
        return rows;
    }

    private Rows stop(NodeRecord record, DeadLetterKind kind, String why) {
        nodes.put(record.node(), nodes.get(record.node()).with(new Folded.Mark(why, record.position(), true)));
        return deadLetter(record, kind, why);
    }

    private Rows deadLetter(NodeRecord record, DeadLetterKind kind, String why) {
        Rows rows = new Rows();
        rows.add(new Row.OfDeadLetter(
                LogTopic.NODE_EVENTS,
                record.position(),
                record.node().value(),
                Optional.of(record.node().value()),
                Optional.of(record.sequence()),
                kind,
                record.events().stream().map(EventWords::type).collect(Collectors.joining(", ")),
                why,
                Optional.of(json.write(record.events()))));
        return rows;
    }
}

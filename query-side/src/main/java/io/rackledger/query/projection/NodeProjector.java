package io.rackledger.query.projection;

import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.NodeFold;
import io.rackledger.core.node.NodeState;
import io.rackledger.query.document.DocumentJson;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds node events into rows by the fold rule: a record whose sequence does not follow is void. A record that cannot be applied stops
 * its own node only, and is kept as a dead letter. Not thread-safe.
 */
final class NodeProjector {
    private static final Logger LOG = LoggerFactory.getLogger(NodeProjector.class);

    private final Map<NodeId, Folded> streams = new HashMap<>();
    private final NodeRows writer;

    NodeProjector(DocumentJson json) {
        this.writer = new NodeRows(json);
    }

    /**
     * A node so far.
     *
     * @param orderAt time of the newest record, but never before that of an earlier one
     * @param stuck why no further record can be applied
     */
    private record Folded(NodeState state, long sequence, Instant orderAt, Optional<String> stuck) {
        static final Folded NOTHING = new Folded(new NodeState.Unknown(), 0, Instant.EPOCH, Optional.empty());

        Folded stuck(String why) {
            return new Folded(state, sequence, orderAt, Optional.of(why));
        }
    }

    /**
     * The rows of the next record; none for a void one, and none where they are written already and the record is only folded on.
     */
    Rows project(NodeRecord record, boolean written) {
        Folded before = streams.getOrDefault(record.node(), Folded.NOTHING);
        if (record.sequence() <= before.sequence()) {
            return new Rows();
        }
        if (before.stuck().isPresent()) {
            return deadLetter(
                    record,
                    "not applied, because the node is stuck: " + before.stuck().get());
        }
        if (record.sequence() > before.sequence() + 1) {
            return stop(
                    record,
                    before,
                    "sequence " + record.sequence() + " after " + before.sequence() + ": a record is missing");
        }
        try {
            return apply(record, before, written);
        } catch (RuntimeException e) {
            LOG.warn("Record {} of node {} cannot be applied", record.position(), record.node(), e);
            return stop(record, before, "cannot be applied: " + e);
        }
    }

    private Rows apply(NodeRecord record, Folded before, boolean written) {
        Instant orderAt = before.orderAt().isAfter(record.at()) ? before.orderAt() : record.at();
        Rows rows = new Rows();
        NodeState state = before.state();
        List<NodeEvent> events = record.events();
        for (int i = 0; i < events.size(); i++) {
            NodeState next = NodeFold.evolve(state, events.get(i));
            if (!written) {
                writer.event(rows, new NodeRows.Change(record, i, orderAt, state, next));
            }
            state = next;
        }
        if (!written) {
            writer.node(rows, record, before.state(), state);
        }
        streams.put(record.node(), new Folded(state, record.sequence(), orderAt, Optional.empty()));
        return rows;
    }

    private Rows stop(NodeRecord record, Folded before, String why) {
        streams.put(record.node(), before.stuck(why));
        return deadLetter(record, why);
    }

    private static Rows deadLetter(NodeRecord record, String why) {
        Rows rows = new Rows();
        rows.add(new Row.OfDeadLetter(
                LogTopic.NODE_EVENTS, record.position(), record.node().value(), why));
        return rows;
    }
}

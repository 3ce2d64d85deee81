package io.rackledger.query.projection;

import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.NodeId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The folded nodes of one session: those used last stay in memory, the others are read from their rows when a record of theirs comes.
 * What a batch changes counts only once it is {@linkplain #keep kept}. Not thread-safe.
 */
final class FoldedNodes {
    private static final String LOAD = """
            select node_id::text, sequence, order_at, state::text, reason, dead_part, dead_offset, stopped
            from node_states where node_id = any(cast(? as uuid[]))""";

    private final int most;
    private final Map<NodeId, Folded> known = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<NodeId, Folded> changed = new LinkedHashMap<>();

    /** {@code most} bounds what stays in memory between batches. */
    FoldedNodes(int most) {
        this.most = most;
    }

    /** Reads those of the nodes that are not in memory. A node without a row has no records yet. */
    void load(Connection connection, Collection<NodeId> nodes) throws SQLException {
        List<NodeId> missing = nodes.stream()
                .distinct()
                .filter(node -> !known.containsKey(node))
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        missing.forEach(node -> known.put(node, Folded.NOTHING));
        try (PreparedStatement statement = connection.prepareStatement(LOAD)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text", missing.stream().map(NodeId::value).toArray()));
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    known.put(new NodeId(found.getString(1)), folded(found));
                }
            }
        }
    }

    /** The node so far; it must have been loaded. */
    Folded get(NodeId node) {
        Folded now = changed.get(node);
        return now == null ? known.getOrDefault(node, Folded.NOTHING) : now;
    }

    void put(NodeId node, Folded folded) {
        changed.put(node, folded);
    }

    /** What the batch under way has changed. */
    Map<NodeId, Folded> changes() {
        return Collections.unmodifiableMap(changed);
    }

    /** As it was before the batch under way. */
    Folded before(NodeId node) {
        return known.getOrDefault(node, Folded.NOTHING);
    }

    /** The batch is committed. */
    void keep() {
        known.putAll(changed);
        changed.clear();
        var eldest = known.entrySet().iterator();
        for (int tooMany = known.size() - most; tooMany > 0; tooMany--) {
            eldest.next();
            eldest.remove();
        }
    }

    /** The batch is rolled back. */
    void undo() {
        changed.clear();
    }

    private static Folded folded(ResultSet row) throws SQLException {
        String reason = row.getString(5);
        Optional<Folded.Mark> mark = reason == null
                ? Optional.empty()
                : Optional.of(
                        new Folded.Mark(reason, new LogPosition(row.getInt(6), row.getLong(7)), row.getBoolean(8)));
        return new Folded(
                StateJson.read(row.getString(1), row.getString(4)),
                row.getLong(2),
                row.getObject(3, OffsetDateTime.class).toInstant(),
                mark);
    }
}

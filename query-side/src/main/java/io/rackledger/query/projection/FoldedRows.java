package io.rackledger.query.projection;

import static io.rackledger.query.projection.SqlType.BIGINT;
import static io.rackledger.query.projection.SqlType.BOOLEAN;
import static io.rackledger.query.projection.SqlType.INT;
import static io.rackledger.query.projection.SqlType.TEXT;
import static io.rackledger.query.projection.SqlType.TIMESTAMPTZ;
import static io.rackledger.query.projection.SqlType.UUID;
import static io.rackledger.query.projection.Table.column;

import io.rackledger.core.identity.NodeId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rows of what a batch has folded: the states, and the marks of nodes that stand still. */
final class FoldedRows {
    private static final Table<Row.OfState> STATES = new Table<>(
            "node_states",
            """
            on conflict (node_id) do update set sequence = excluded.sequence, order_at = excluded.order_at,
              state = excluded.state, reason = excluded.reason, dead_part = excluded.dead_part,
              dead_offset = excluded.dead_offset, stopped = excluded.stopped""",
            List.of(
                    column("node_id", UUID, Row.OfState::node),
                    column("sequence", BIGINT, row -> row.folded().sequence()),
                    column("order_at", TIMESTAMPTZ, row -> row.folded().orderAt()),
                    column("state", TEXT, row -> StateJson.write(row.folded().state())),
                    column("reason", TEXT, row -> row.folded().mark().map(Folded.Mark::reason)),
                    column(
                            "dead_part",
                            INT,
                            row -> row.folded().mark().map(mark -> mark.since().partition())),
                    column(
                            "dead_offset",
                            BIGINT,
                            row -> row.folded().mark().map(mark -> mark.since().offset())),
                    column("stopped", BOOLEAN, row -> row.folded().stop().isPresent())));

    private static final Table<Row.OfState> STALE = Table.statement(
            "update nodes n set stale = given.stale from (select * from %s) given where n.node_id = given.node_id",
            List.of(
                    column("node_id", UUID, Row.OfState::node),
                    column("stale", TEXT, row -> row.folded().stale())));

    private final FoldedNodes nodes;

    FoldedRows(FoldedNodes nodes) {
        this.nodes = nodes;
    }

    /** Writes what has changed; the caller commits. The nodes' own rows must be there. */
    void write(Connection connection) throws SQLException {
        List<Row.OfState> states = new ArrayList<>();
        List<Row.OfState> stale = new ArrayList<>();
        for (Map.Entry<NodeId, Folded> change : nodes.changes().entrySet()) {
            Row.OfState row = new Row.OfState(
                    change.getKey().value(), change.getValue(), nodes.before(change.getKey()) == Folded.NOTHING);
            states.add(row);
            if (!change.getValue().mark().equals(nodes.before(change.getKey()).mark())) {
                stale.add(row);
            }
        }
        STATES.write(connection, states, Row.OfState::fresh);
        STALE.write(connection, stale);
    }
}

package io.rackledger.query.projection;

import static io.rackledger.query.projection.SqlType.BIGINT;
import static io.rackledger.query.projection.SqlType.BOOLEAN;
import static io.rackledger.query.projection.SqlType.INT;
import static io.rackledger.query.projection.SqlType.JSON;
import static io.rackledger.query.projection.SqlType.TEXT;
import static io.rackledger.query.projection.SqlType.TIMESTAMPTZ;
import static io.rackledger.query.projection.SqlType.UUID;
import static io.rackledger.query.projection.Table.column;

import io.rackledger.query.document.DocumentJson;
import io.rackledger.query.document.NodeSummary;
import io.rackledger.query.document.WaitDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The fleet view's table: one row per node, the newest record wins. */
final class FleetTable {
    private static final DocumentJson DOCUMENTS = new DocumentJson();
    private static final List<Table.Column<Row.OfNode>> COLUMNS = columns();

    static final Table<Row.OfNode> NODES = new Table<>("nodes", upsert(), COLUMNS);

    private FleetTable() {}

    private static List<Table.Column<Row.OfNode>> columns() {
        List<Table.Column<Row.OfNode>> columns = new ArrayList<>(List.of(
                column("node_id", UUID, Row.OfNode::node),
                column("part", INT, row -> row.position().partition()),
                column("log_offset", BIGINT, row -> row.position().offset()),
                column("summary", JSON, Row.OfNode::summaryJson),
                column("document", JSON, row -> DOCUMENTS.bytes(row.document().get()))));
        columns.addAll(List.of(
                of("name", TEXT, NodeSummary::name),
                of("sequence", BIGINT, NodeSummary::sequence),
                of("updated_at", TIMESTAMPTZ, NodeSummary::updatedAt),
                of("deleted", BOOLEAN, NodeSummary::deleted),
                of("state", TEXT, NodeSummary::state),
                of("kind", TEXT, NodeSummary::kind),
                of("state_since", TIMESTAMPTZ, NodeSummary::stateSince),
                of("target", TEXT, NodeSummary::target),
                of("power", TEXT, NodeSummary::power),
                of("power_since", TIMESTAMPTZ, NodeSummary::powerSince),
                of("reachable", BOOLEAN, NodeSummary::reachable),
                of("driver", TEXT, NodeSummary::driver),
                of("resource_class", TEXT, NodeSummary::resourceClass),
                of("owner", TEXT, NodeSummary::owner),
                of("instance", TEXT, NodeSummary::instance),
                of("image", TEXT, NodeSummary::image),
                of("held", BOOLEAN, summary -> summary.holds() > 0),
                of("protected", BOOLEAN, NodeSummary::guarded),
                of("retired", BOOLEAN, NodeSummary::retired),
                of("action", TEXT, summary -> attempt(summary, NodeSummary.AttemptBrief::action)),
                of("stage", TEXT, summary -> attempt(summary, NodeSummary.AttemptBrief::stage)),
                of("outcome", TEXT, summary -> attempt(summary, NodeSummary.AttemptBrief::outcome)),
                of("wait_subject", TEXT, summary -> summary.waiting().map(WaitDocument::subject)),
                of("wait_due", TIMESTAMPTZ, summary -> summary.waiting().flatMap(WaitDocument::deadline)),
                of(
                        "paused",
                        BOOLEAN,
                        summary ->
                                summary.waiting().filter(WaitDocument::paused).isPresent()),
                of("failure", TEXT, summary -> failure(summary, NodeSummary.FailureBrief::code)),
                of("category", TEXT, summary -> failure(summary, NodeSummary.FailureBrief::category))));
        return columns;
    }

    private static Table.Column<Row.OfNode> of(String name, SqlType type, Function<NodeSummary, Object> value) {
        return column(name, type, row -> value.apply(row.summary()));
    }

    private static Optional<String> attempt(NodeSummary summary, Function<NodeSummary.AttemptBrief, String> value) {
        return summary.attempt().map(value);
    }

    private static Optional<String> failure(NodeSummary summary, Function<NodeSummary.FailureBrief, String> value) {
        return summary.failure().map(value);
    }

    private static String upsert() {
        String changes = COLUMNS.stream()
                .map(Table.Column::name)
                .filter(name -> !name.equals("node_id"))
                .map(name -> name + " = excluded." + name)
                .collect(Collectors.joining(", "));
        return "on conflict (node_id) do update set " + changes + " where nodes.sequence < excluded.sequence";
    }
}

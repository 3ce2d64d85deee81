package io.rackledger.query.projection;

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
    private static final DocumentJson JSON = new DocumentJson();
    private static final List<Table.Column<Row.OfNode>> COLUMNS = columns();

    static final Table<Row.OfNode> NODES = new Table<>("nodes", upsert(), COLUMNS);

    private FleetTable() {}

    private static List<Table.Column<Row.OfNode>> columns() {
        List<Table.Column<Row.OfNode>> columns = new ArrayList<>(List.of(
                column("node_id", "uuid", Row.OfNode::node),
                column("part", "int", row -> row.position().partition()),
                column("log_offset", "bigint", row -> row.position().offset()),
                column("summary", "text", Row.OfNode::summaryJson),
                column("document", "text", row -> JSON.write(row.document().get()))));
        columns.addAll(List.of(
                of("name", "text", NodeSummary::name),
                of("sequence", "bigint", NodeSummary::sequence),
                of("updated_at", "timestamptz", NodeSummary::updatedAt),
                of("deleted", "boolean", NodeSummary::deleted),
                of("state", "text", NodeSummary::state),
                of("kind", "text", NodeSummary::kind),
                of("state_since", "timestamptz", NodeSummary::stateSince),
                of("target", "text", NodeSummary::target),
                of("power", "text", NodeSummary::power),
                of("driver", "text", NodeSummary::driver),
                of("resource_class", "text", NodeSummary::resourceClass),
                of("owner", "text", NodeSummary::owner),
                of("instance", "text", NodeSummary::instance),
                of("image", "text", NodeSummary::image),
                of("held", "boolean", summary -> summary.holds() > 0),
                of("protected", "boolean", NodeSummary::guarded),
                of("retired", "boolean", NodeSummary::retired),
                of("action", "text", summary -> attempt(summary, NodeSummary.AttemptBrief::action)),
                of("stage", "text", summary -> attempt(summary, NodeSummary.AttemptBrief::stage)),
                of("outcome", "text", summary -> attempt(summary, NodeSummary.AttemptBrief::outcome)),
                of("wait_subject", "text", summary -> summary.waiting().map(WaitDocument::subject)),
                of("wait_due", "timestamptz", summary -> summary.waiting().flatMap(WaitDocument::deadline)),
                of(
                        "paused",
                        "boolean",
                        summary ->
                                summary.waiting().filter(WaitDocument::paused).isPresent()),
                of("failure", "text", summary -> failure(summary, NodeSummary.FailureBrief::code)),
                of("category", "text", summary -> failure(summary, NodeSummary.FailureBrief::category))));
        return columns;
    }

    private static Table.Column<Row.OfNode> of(String name, String type, Function<NodeSummary, Object> value) {
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

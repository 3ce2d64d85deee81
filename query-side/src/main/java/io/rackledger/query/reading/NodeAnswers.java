package io.rackledger.query.reading;

import io.rackledger.core.door.LogVector;
import io.rackledger.query.document.DocumentJson;
import io.rackledger.query.document.LastSignal;
import io.rackledger.query.document.NodeDocument;
import io.rackledger.query.document.NodePage;
import io.rackledger.query.document.NodeSummary;
import io.rackledger.query.document.Pages;
import io.rackledger.query.document.WaitingNode;
import io.rackledger.query.filter.Cursor;
import io.rackledger.query.filter.NodeFilter;
import io.rackledger.query.filter.NodeOrder;
import io.rackledger.query.filter.SqlCondition;
import io.rackledger.query.projection.ProjectionProgress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Answers about nodes as they are now. Thread-safe. */
public final class NodeAnswers {
    private static final String HEARD = " from nodes left join last_signals heard on heard.node_id = nodes.node_id ";

    private final JdbcClient client;
    private final DocumentJson json;
    private final InstantSource clock;
    private final ProjectionProgress progress;
    private final NodeNames names;

    public NodeAnswers(JdbcClient client, DocumentJson json, InstantSource clock, ProjectionProgress progress) {
        this.client = client;
        this.json = json;
        this.clock = clock;
        this.progress = progress;
        this.names = new NodeNames(client);
    }

    @QueryHandler
    NodePage nodes(Questions.Nodes asked) {
        // Taken first, so that the rows are at least as new.
        LogVector asOf = progress.standing().nodeEvents();
        SqlCondition where = asked.filter().condition(clock.instant());
        List<Keyed<NodeSummary>> found = page(where, asked.filter(), asked.order(), asked.cursor(), asked.limit());
        return new NodePage(
                Keyed.items(found, asked.limit()),
                Keyed.next(found, asked.limit(), question(asked.filter(), asked.order())),
                asked.count() ? Optional.of(count(where)) : Optional.empty(),
                asOf.toString());
    }

    @QueryHandler
    Pages.WaitingPage waiting(Questions.Waiting asked) {
        SqlCondition where = asked.filter().condition(clock.instant()).and(SqlCondition.of("wait_subject is not null"));
        List<Keyed<NodeSummary>> found = page(where, asked.filter(), asked.order(), asked.cursor(), asked.limit());
        return new Pages.WaitingPage(
                Keyed.items(found, asked.limit()).stream().map(WaitingNode::of).toList(),
                Keyed.next(found, asked.limit(), question(asked.filter(), asked.order())),
                asked.count() ? Optional.of(count(where)) : Optional.empty());
    }

    @QueryHandler
    NodeDocument node(Questions.OneNode asked) {
        NodeNames.Found node = names.findLiving(asked.idOrName());
        return client.sql(
                        "select document, stale, heard.seen_at, heard.type, heard.words, heard.source, clocks.skew_ms, "
                                + "(select count(*) from dead_letters where dead_letters.node_id = nodes.node_id) as dead_letters"
                                + HEARD
                                + "left join node_clocks clocks on clocks.node_id = nodes.node_id "
                                + "where nodes.node_id = cast(? as uuid)")
                .param(node.id().value())
                .query((row, _) -> document(row))
                .single();
    }

    private NodeDocument document(ResultSet row) throws SQLException {
        NodeDocument document = json.read(row.getString("document"), NodeDocument.class);
        Instant now = clock.instant();
        boolean late = document.waiting()
                .flatMap(waiting -> waiting.deadline())
                .filter(now::isAfter)
                .isPresent();
        return document.with(new NodeDocument.Heard(
                late,
                lastSignal(row),
                Columns.maybeLong(row, "skew_ms"),
                row.getLong("dead_letters"),
                Columns.maybeText(row, "stale")));
    }

    /** One row more than the page, to know whether there is a next one. */
    private List<Keyed<NodeSummary>> page(
            SqlCondition where, NodeFilter filter, NodeOrder order, Optional<String> cursor, int limit) {
        String direction = order.descending() ? " desc" : "";
        String key = order.key().expression();
        SqlCondition query = where.and(after(filter, order, cursor))
                .followedBy(" order by " + key + direction + ", nodes.node_id" + direction + " limit ?", limit + 1);
        Instant now = clock.instant();
        String columns =
                "select summary, stale, heard.seen_at, heard.type, heard.words, heard.source, " + key + " as sort_key";
        return client.sql(columns + HEARD + "where " + query.sql())
                .params(query.parameters())
                .query((row, _) -> summary(row, now))
                .list();
    }

    private Keyed<NodeSummary> summary(ResultSet row, Instant now) throws SQLException {
        NodeSummary summary = json.read(row.getString("summary"), NodeSummary.class)
                .asOf(now, lastSignal(row), Columns.maybeText(row, "stale"));
        return new Keyed<>(summary, List.of(row.getString("sort_key"), summary.id()));
    }

    private static SqlCondition after(NodeFilter filter, NodeOrder order, Optional<String> cursor) {
        if (cursor.isEmpty()) {
            return SqlCondition.TRUE;
        }
        List<String> keys =
                Cursor.parse(cursor.get(), question(filter, order), 2).keys();
        String sign = order.descending() ? " < " : " > ";
        return SqlCondition.of(
                "(" + order.key().expression() + ", nodes.node_id)" + sign + "(cast(? as "
                        + order.key().type() + "), cast(? as uuid))",
                keys.get(0),
                keys.get(1));
    }

    private static String question(NodeFilter filter, NodeOrder order) {
        return filter.text() + '\n' + order;
    }

    private long count(SqlCondition where) {
        return client.sql("select count(*)" + HEARD + "where " + where.sql())
                .params(where.parameters())
                .query(Long.class)
                .single();
    }

    private static Optional<LastSignal> lastSignal(ResultSet row) throws SQLException {
        Optional<Instant> at = Columns.maybeInstant(row, "seen_at");
        return at.isEmpty()
                ? Optional.empty()
                : Optional.of(new LastSignal(
                        at.get(), row.getString("type"), row.getString("words"), row.getString("source")));
    }
}

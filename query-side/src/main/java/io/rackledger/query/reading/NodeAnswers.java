package io.rackledger.query.reading;

import io.rackledger.core.door.LogVector;
import io.rackledger.query.document.DocumentJson;
import io.rackledger.query.document.LastSignal;
import io.rackledger.query.document.NodeAnswer;
import io.rackledger.query.document.NodeDocument;
import io.rackledger.query.document.NodePage;
import io.rackledger.query.document.NodeSummary;
import io.rackledger.query.document.Pages;
import io.rackledger.query.document.StoredJson;
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
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Answers about nodes as they are now. Thread-safe. */
public final class NodeAnswers {
    private static final String HEARD = " from nodes left join last_signals heard on heard.node_id = nodes.node_id ";

    private static final String ONE =
            "document, wait_due, stale, sequence, heard.seen_at, heard.type, heard.words, heard.source, clocks.skew_ms,"
                    + " (select count(*) from dead_letters d where d.node_id = nodes.node_id) as dead_letters" + HEARD
                    + "left join node_clocks clocks on clocks.node_id = nodes.node_id";

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
        Instant now = clock.instant();
        SqlCondition where = asked.filter().condition(now);
        List<Keyed<StoredJson>> found =
                page(where, asked.filter(), asked.order(), asked.cursor(), asked.limit(), (row, _) -> stored(row, now));
        return new NodePage(
                Keyed.items(found, asked.limit()),
                Keyed.next(found, asked.limit(), question(asked.filter(), asked.order())),
                asked.count() ? Optional.of(count(where)) : Optional.empty(),
                asOf.toString());
    }

    @QueryHandler
    Pages.WaitingPage waiting(Questions.Waiting asked) {
        SqlCondition where = asked.filter().condition(clock.instant()).and(SqlCondition.of("wait_subject is not null"));
        Instant now = clock.instant();
        List<Keyed<NodeSummary>> found = page(
                where, asked.filter(), asked.order(), asked.cursor(), asked.limit(), (row, _) -> summary(row, now));
        return new Pages.WaitingPage(
                Keyed.items(found, asked.limit()).stream().map(WaitingNode::of).toList(),
                Keyed.next(found, asked.limit(), question(asked.filter(), asked.order())),
                asked.count() ? Optional.of(count(where)) : Optional.empty());
    }

    @QueryHandler
    NodeAnswer node(Questions.OneNode asked) {
        return names.findLiving(asked.idOrName(), ONE, (row, _) -> answer(row));
    }

    private NodeAnswer answer(ResultSet row) throws SQLException {
        Optional<Instant> due = Columns.maybeInstant(row, "wait_due");
        NodeDocument.Heard heard = new NodeDocument.Heard(
                due.filter(clock.instant()::isAfter).isPresent(),
                lastSignal(row),
                Columns.maybeLong(row, "skew_ms"),
                row.getLong("dead_letters"),
                Columns.maybeText(row, "stale"));
        return new NodeAnswer(
                row.getLong("sequence"), new StoredJson(row.getString("document")).with("heard", json.write(heard)));
    }

    /** One row more than the page, to know whether there is a next one. */
    private <T> List<Keyed<T>> page(
            SqlCondition where,
            NodeFilter filter,
            NodeOrder order,
            Optional<String> cursor,
            int limit,
            RowMapper<Keyed<T>> reader) {
        String direction = order.descending() ? " desc" : "";
        String key = order.key().expression();
        SqlCondition query = where.and(after(filter, order, cursor))
                .followedBy(" order by " + key + direction + ", nodes.node_id" + direction + " limit ?", limit + 1);
        String columns =
                "select nodes.node_id, summary, wait_due, stale, heard.seen_at, heard.type, heard.words, heard.source, "
                        + key + " as sort_key";
        return client.sql(columns + HEARD + "where " + query.sql())
                .params(query.parameters())
                .query(reader)
                .list();
    }

    private Keyed<StoredJson> stored(ResultSet row, Instant now) throws SQLException {
        boolean late =
                Columns.maybeInstant(row, "wait_due").filter(now::isAfter).isPresent();
        StoredJson node = new StoredJson(row.getString("summary")).with("late", Boolean.toString(late));
        Optional<LastSignal> heard = lastSignal(row);
        if (heard.isPresent()) {
            node = node.with("lastSignal", json.write(heard.get()));
        }
        Optional<String> stale = Columns.maybeText(row, "stale");
        if (stale.isPresent()) {
            node = node.with("stale", json.write(stale.get()));
        }
        return new Keyed<>(node, List.of(row.getString("sort_key"), row.getString("node_id")));
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

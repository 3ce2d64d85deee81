package io.rackledger.query.reading;

import io.rackledger.query.document.DocumentJson;
import io.rackledger.query.document.TimelineEntry;
import io.rackledger.query.document.TimelinePage;
import io.rackledger.query.filter.Cursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A node's events and signals in one order. Thread-safe. */
public final class TimelineAnswers {
    private static final int KEYS = 5;

    private final JdbcClient client;
    private final DocumentJson json;
    private final NodeNames names;

    public TimelineAnswers(JdbcClient client, DocumentJson json) {
        this.client = client;
        this.json = json;
        this.names = new NodeNames(client);
    }

    @QueryHandler
    TimelinePage timeline(Questions.Timeline asked) {
        NodeNames.Found node = names.find(asked.idOrName());
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("node", node.id().value());
        String question = node.id() + " " + asked.newestFirst() + asked.everything() + asked.attempt() + asked.from()
                + asked.to();
        String where = conditions(asked, question, parameters);
        String direction = asked.newestFirst() ? " desc" : "";
        parameters.put("limit", asked.limit() + 1);
        String order =
                " order by " + String.join(direction + ", ", "ts", "rank", "part", "log_offset", "idx") + direction;
        List<Keyed<TimelineEntry>> found = client.sql(TimelineSql.entries("where " + where + order + " limit :limit"))
                .params(parameters)
                .query((row, _) -> found(row))
                .list();
        return new TimelinePage(
                node.id().value(),
                node.name(),
                skew(node),
                Keyed.items(found, asked.limit()),
                Keyed.next(found, asked.limit(), question));
    }

    private static String conditions(Questions.Timeline asked, String question, Map<String, Object> parameters) {
        List<String> all = new ArrayList<>(List.of("true"));
        if (!asked.everything()) {
            all.add("lane <> 'heartbeat'");
        }
        asked.from().ifPresent(from -> {
            all.add("ts >= :from");
            parameters.put("from", OffsetDateTime.ofInstant(from, ZoneOffset.UTC));
        });
        asked.to().ifPresent(to -> {
            all.add("ts <= :to");
            parameters.put("to", OffsetDateTime.ofInstant(to, ZoneOffset.UTC));
        });
        asked.attempt().ifPresent(attempt -> {
            all.add("attempt = :attempt");
            parameters.put("attempt", attempt);
        });
        asked.cursor().ifPresent(cursor -> {
            List<String> keys = Cursor.parse(cursor, question, KEYS).keys();
            all.add(
                    "(ts, rank, part, log_offset, idx) " + (asked.newestFirst() ? "<" : ">")
                            + " (cast(:ts as timestamptz), cast(:rank as int), cast(:part as int), cast(:offset as bigint), cast(:idx as int))");
            List<String> parts = List.of("ts", "rank", "part", "offset", "idx");
            for (int i = 0; i < KEYS; i++) {
                parameters.put(parts.get(i), keys.get(i));
            }
        });
        return String.join(" and ", all);
    }

    private Keyed<TimelineEntry> found(ResultSet row) throws SQLException {
        List<String> keys = List.of(
                row.getString("ts"),
                row.getString("rank"),
                row.getString("part"),
                row.getString("log_offset"),
                row.getString("idx"));
        return new Keyed<>(entry(row, json), keys);
    }

    private Optional<Long> skew(NodeNames.Found node) {
        return client.sql("select skew_ms from node_clocks where node_id = cast(? as uuid)")
                .param(node.id().value())
                .query(Long.class)
                .optional();
    }

    /** A row of {@link TimelineSql}. */
    static TimelineEntry entry(ResultSet row, DocumentJson json) throws SQLException {
        boolean event = row.getString("kind").equals("event");
        return new TimelineEntry(
                row.getString("kind"),
                row.getString("type"),
                row.getString("lane"),
                Columns.instant(row, "at"),
                Columns.maybeInstant(row, "node_clock"),
                Columns.maybeLong(row, "skew_ms"),
                row.getString("words"),
                Columns.position(row),
                Columns.maybeLong(row, "sequence"),
                event ? Optional.of(row.getInt("idx")) : Optional.empty(),
                Columns.maybeText(row, "signal_id"),
                Columns.maybeText(row, "source"),
                Columns.maybeText(row, "actor"),
                Columns.maybeText(row, "command"),
                Columns.maybeText(row, "causation").filter(text -> !text.isEmpty()),
                Columns.maybeText(row, "correlation").filter(text -> !text.isEmpty()),
                Columns.maybeText(row, "attempt"),
                Columns.maybeText(row, "stage"),
                row.getBoolean("adopted"),
                json.fields(row.getString("body")));
    }
}

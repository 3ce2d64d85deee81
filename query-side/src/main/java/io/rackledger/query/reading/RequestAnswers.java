package io.rackledger.query.reading;

import io.rackledger.query.document.DocumentJson;
import io.rackledger.query.document.Pages;
import io.rackledger.query.document.TimelineEntry;
import io.rackledger.query.filter.Cursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a machine asked for, by its MAC address: before a node had it, and as the node's. Thread-safe. */
public final class RequestAnswers {
    private static final int KEYS = 3;

    /** Of a node the requests of its boot alone, and of its time with the address: seed fetches are boot, too. */
    private static final String REQUESTS = "select * from (select " + TimelineSql.SIGNAL_COLUMNS
            + ", false as adopted from signals s where s.mac = ?"
            + " union all select " + TimelineSql.SIGNAL_COLUMNS + ", false as adopted"
            + " from node_macs m join signals s on s.node_id = m.node_id and s.seen_at >= m.had_since"
            + " and s.seen_at < coalesce(m.had_until, 'infinity')"
            + " where m.mac = ? and (s.lane = 'boot' or s.type = 'SeedServed')) entry where true";

    private static final String AFTER =
            " and (ts, part, log_offset) < (cast(? as timestamptz), cast(? as int), cast(? as bigint))";
    private static final String HOLDER =
            "select n.node_id, n.name from node_macs m join nodes n on n.node_id = m.node_id"
                    + " where m.mac = ? and m.had_until is null and not n.deleted";

    private final JdbcClient client;
    private final DocumentJson json;

    public RequestAnswers(JdbcClient client, DocumentJson json) {
        this.client = client;
        this.json = json;
    }

    private record Holder(String id, String name) {}

    @QueryHandler
    Pages.RequestPage requests(Questions.MacRequests asked) {
        String mac = asked.mac().value();
        String question = "requests " + mac;
        List<Object> parameters = new ArrayList<>(List.of(mac, mac));
        asked.cursor()
                .ifPresent(cursor ->
                        parameters.addAll(Cursor.parse(cursor, question, KEYS).keys()));
        parameters.add(asked.limit() + 1);
        String sql = REQUESTS + (asked.cursor().isPresent() ? AFTER : "")
                + " order by ts desc, part desc, log_offset desc limit ?";
        List<Keyed<TimelineEntry>> found =
                client.sql(sql).params(parameters).query((row, _) -> found(row)).list();
        Optional<Holder> holder = client.sql(HOLDER)
                .param(mac)
                .query((row, _) -> new Holder(row.getString("node_id"), row.getString("name")))
                .optional();
        return new Pages.RequestPage(
                mac,
                holder.map(Holder::id),
                holder.map(Holder::name),
                Keyed.items(found, asked.limit()),
                Keyed.next(found, asked.limit(), question));
    }

    private Keyed<TimelineEntry> found(ResultSet row) throws SQLException {
        return new Keyed<>(
                TimelineAnswers.entry(row, json),
                List.of(row.getString("ts"), row.getString("part"), row.getString("log_offset")));
    }
}

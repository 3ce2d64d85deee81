package io.rackledger.query.reading;

import io.rackledger.query.document.DocumentJson;
import io.rackledger.query.document.FailureDocument;
import io.rackledger.query.document.Pages;
import io.rackledger.query.filter.Cursor;
import io.rackledger.query.filter.SqlCondition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Answers about failures; all are kept. Thread-safe. */
public final class FailureAnswers {
    /** A failure is current while the node has it and has not begun another attempt. */
    private static final String FAILURES = """
            select f.*, n.name, not n.deleted and n.failure is not null
                     and f.attempt = cast(n.summary as jsonb) #>> '{attempt,id}' as current
            from failures f join nodes n on n.node_id = f.node_id where\s""";

    private static final String AFTER =
            "(f.at, f.node_id, f.sequence) < (cast(? as timestamptz), cast(? as uuid), cast(? as bigint))";

    private final JdbcClient client;
    private final DocumentJson json;
    private final NodeNames names;

    public FailureAnswers(JdbcClient client, DocumentJson json) {
        this.client = client;
        this.json = json;
        this.names = new NodeNames(client);
    }

    @QueryHandler
    Pages.FailurePage failures(Questions.Failures asked) {
        String question = "failures " + asked.code() + asked.category() + asked.node() + asked.since();
        SqlCondition query = conditions(asked, question)
                .followedBy(" order by f.at desc, f.node_id desc, f.sequence desc limit ?", asked.limit() + 1);
        List<Keyed<Pages.FailedAttempt>> found = client.sql(FAILURES + query.sql())
                .params(query.parameters())
                .query((row, _) -> failure(row))
                .list();
        return new Pages.FailurePage(Keyed.items(found, asked.limit()), Keyed.next(found, asked.limit(), question));
    }

    private SqlCondition conditions(Questions.Failures asked, String question) {
        SqlCondition where = SqlCondition.TRUE;
        if (asked.code().isPresent()) {
            where = where.and(SqlCondition.of("f.code = ?", asked.code().get()));
        }
        if (asked.category().isPresent()) {
            where = where.and(SqlCondition.of("f.category = ?", asked.category().get()));
        }
        if (asked.node().isPresent()) {
            String node = names.find(asked.node().get()).id().value();
            where = where.and(SqlCondition.of("f.node_id = cast(? as uuid)", node));
        }
        if (asked.since().isPresent()) {
            where = where.and(SqlCondition.of("f.at >= ?", asked.since().get()));
        }
        if (asked.cursor().isPresent()) {
            List<String> keys = Cursor.parse(asked.cursor().get(), question, 3).keys();
            where = where.and(SqlCondition.of(AFTER, keys.toArray()));
        }
        return where;
    }

    private Keyed<Pages.FailedAttempt> failure(ResultSet row) throws SQLException {
        Pages.FailedAttempt failed = new Pages.FailedAttempt(
                row.getString("node_id"),
                row.getString("name"),
                row.getString("attempt"),
                row.getString("action"),
                Columns.instant(row, "at"),
                row.getBoolean("current"),
                json.read(row.getString("finding"), FailureDocument.class));
        return new Keyed<>(failed, List.of(row.getString("at"), row.getString("node_id"), row.getString("sequence")));
    }
}

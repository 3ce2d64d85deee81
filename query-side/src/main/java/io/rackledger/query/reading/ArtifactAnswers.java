package io.rackledger.query.reading;

import io.rackledger.query.document.Pages;
import io.rackledger.query.filter.Cursor;
import io.rackledger.query.filter.SqlCondition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Answers about what was served to whom. Thread-safe. */
public final class ArtifactAnswers {
    private static final String SERVED =
            "select s.*, n.name from signals s left join nodes n on n.node_id = s.node_id where ";
    private static final String AFTER =
            "(s.seen_at, s.part, s.log_offset) < (cast(? as timestamptz), cast(? as int), cast(? as bigint))";

    private final JdbcClient client;

    public ArtifactAnswers(JdbcClient client) {
        this.client = client;
    }

    @QueryHandler
    Pages.ServedPage served(Questions.Served asked) {
        String question = "served " + asked.digest();
        SqlCondition where = SqlCondition.of("s.digest = ?", asked.digest());
        if (asked.cursor().isPresent()) {
            List<String> keys = Cursor.parse(asked.cursor().get(), question, 3).keys();
            where = where.and(SqlCondition.of(AFTER, keys.toArray()));
        }
        SqlCondition query =
                where.followedBy(" order by s.seen_at desc, s.part desc, s.log_offset desc limit ?", asked.limit() + 1);
        List<Keyed<Pages.ServedArtifact>> found = client.sql(SERVED + query.sql())
                .params(query.parameters())
                .query((row, _) -> served(row))
                .list();
        return new Pages.ServedPage(
                asked.digest(), Keyed.items(found, asked.limit()), Keyed.next(found, asked.limit(), question));
    }

    private static Keyed<Pages.ServedArtifact> served(ResultSet row) throws SQLException {
        Pages.ServedArtifact artifact = new Pages.ServedArtifact(
                row.getString("digest"),
                row.getString("artifact"),
                row.getLong("bytes"),
                Columns.instant(row, "seen_at"),
                row.getString("source"),
                Columns.maybeText(row, "node_id"),
                Columns.maybeText(row, "name"),
                Columns.maybeText(row, "mac"),
                Columns.maybeText(row, "attempt"),
                row.getString("signal_id"));
        return new Keyed<>(
                artifact, List.of(row.getString("seen_at"), row.getString("part"), row.getString("log_offset")));
    }
}

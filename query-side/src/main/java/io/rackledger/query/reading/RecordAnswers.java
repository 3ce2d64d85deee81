package io.rackledger.query.reading;

import io.rackledger.query.document.DocumentJson;
import io.rackledger.query.document.FailureDocument;
import io.rackledger.query.document.Pages;
import io.rackledger.query.document.WaitDocument;
import io.rackledger.query.filter.Cursor;
import io.rackledger.query.filter.SqlCondition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Answers about what is on record: past waits, failures, things served. Thread-safe. */
public final class RecordAnswers {
    private final JdbcClient client;
    private final DocumentJson json;
    private final NodeNames names;

    public RecordAnswers(JdbcClient client, DocumentJson json) {
        this.client = client;
        this.json = json;
        this.names = new NodeNames(client);
    }

    private record Keyed<T>(T item, List<String> keys) {}

    @QueryHandler
    Pages.PastWaits waits(Questions.NodeWaits asked) {
        NodeNames.Found node = names.find(asked.idOrName());
        List<Pages.PastWait> waits = client.sql(
                        "select * from waits where node_id = cast(? as uuid) order by wait_id desc limit 500")
                .param(node.id().value())
                .query((row, _) -> new Pages.PastWait(
                        row.getString("state"),
                        Columns.maybeText(row, "attempt"),
                        json.read(row.getString("wait"), WaitDocument.class),
                        Columns.maybeInstant(row, "ended_at"),
                        Columns.maybeText(row, "expired"),
                        Columns.maybeInstant(row, "expired_due")))
                .list();
        return new Pages.PastWaits(node.id().value(), node.name(), waits);
    }

    @QueryHandler
    Pages.FailurePage failures(Questions.Failures asked) {
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
        String question = "failures " + asked.code() + asked.category() + asked.node() + asked.since();
        if (asked.cursor().isPresent()) {
            List<String> keys = Cursor.parse(asked.cursor().get(), question, 3).keys();
            where = where.and(SqlCondition.of(
                    "(f.at, f.node_id, f.sequence) < (cast(? as timestamptz), cast(? as uuid), cast(? as bigint))",
                    keys.toArray()));
        }
        SqlCondition query =
                where.followedBy(" order by f.at desc, f.node_id desc, f.sequence desc limit ?", asked.limit() + 1);
        List<Keyed<Pages.FailedAttempt>> found = client.sql("""
                        select f.*, n.name, not n.deleted and n.failure is not null and f.attempt = n.summary::jsonb #>> '{attempt,id}' as current
                        from failures f join nodes n on n.node_id = f.node_id where\s""" + query.sql())
                .params(query.parameters())
                .query((row, _) -> failure(row))
                .list();
        return new Pages.FailurePage(items(found, asked.limit()), next(found, asked.limit(), question));
    }

    @QueryHandler
    Pages.ServedPage served(Questions.Served asked) {
        SqlCondition where = SqlCondition.of("s.digest = ?", asked.digest());
        String question = "served " + asked.digest();
        if (asked.cursor().isPresent()) {
            List<String> keys = Cursor.parse(asked.cursor().get(), question, 3).keys();
            where = where.and(SqlCondition.of(
                    "(s.seen_at, s.part, s.log_offset) < (cast(? as timestamptz), cast(? as int), cast(? as bigint))",
                    keys.toArray()));
        }
        SqlCondition query =
                where.followedBy(" order by s.seen_at desc, s.part desc, s.log_offset desc limit ?", asked.limit() + 1);
        List<Keyed<Pages.ServedArtifact>> found = client.sql(
                        "select s.*, n.name from signals s left join nodes n on n.node_id = s.node_id where "
                                + query.sql())
                .params(query.parameters())
                .query((row, _) -> served(row))
                .list();
        return new Pages.ServedPage(asked.digest(), items(found, asked.limit()), next(found, asked.limit(), question));
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

    private static <T> List<T> items(List<Keyed<T>> found, int limit) {
        Function<Keyed<T>, T> item = Keyed::item;
        return found.stream().limit(limit).map(item).toList();
    }

    private static <T> Optional<String> next(List<Keyed<T>> found, int limit, String question) {
        return found.size() > limit
                ? Optional.of(new Cursor(question, found.get(limit - 1).keys()).encoded())
                : Optional.empty();
    }
}

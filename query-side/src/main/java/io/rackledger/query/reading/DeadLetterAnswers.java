package io.rackledger.query.reading;

import io.rackledger.core.door.LogTopic;
import io.rackledger.query.document.DeadLetterDocument;
import io.rackledger.query.document.DocumentJson;
import io.rackledger.query.document.QueryProblem;
import io.rackledger.query.document.Wire;
import io.rackledger.query.filter.Cursor;
import io.rackledger.query.filter.SqlCondition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Answers about records that could not be projected. Thread-safe. */
public final class DeadLetterAnswers {
    private static final String LETTERS =
            "select d.*, n.name from dead_letters d left join nodes n on n.node_id = d.node_id where ";
    private static final String AFTER = "(d.topic, d.part, d.log_offset) > (?, cast(? as int), cast(? as bigint))";

    private final JdbcClient client;
    private final DocumentJson json;
    private final NodeNames names;

    public DeadLetterAnswers(JdbcClient client, DocumentJson json) {
        this.client = client;
        this.json = json;
        this.names = new NodeNames(client);
    }

    @QueryHandler
    DeadLetterDocument.Page letters(Questions.DeadLetters asked) {
        Optional<String> key = asked.node().map(names::key);
        String question = "dead letters " + key;
        SqlCondition where =
                key.map(node -> SqlCondition.of("d.record_key = ?", node)).orElse(SqlCondition.TRUE);
        if (asked.cursor().isPresent()) {
            List<String> keys = Cursor.parse(asked.cursor().get(), question, 3).keys();
            where = where.and(SqlCondition.of(AFTER, keys.toArray()));
        }
        SqlCondition query = where.followedBy(" order by d.topic, d.part, d.log_offset limit ?", asked.limit() + 1);
        List<Keyed<DeadLetterDocument>> found = client.sql(LETTERS + query.sql())
                .params(query.parameters())
                .query((row, _) -> keyed(row))
                .list();
        return new DeadLetterDocument.Page(
                Keyed.items(found, asked.limit()), Keyed.next(found, asked.limit(), question));
    }

    @QueryHandler
    DeadLetterDocument one(Questions.OneDeadLetter asked) {
        return client.sql(LETTERS + "d.topic = ? and d.part = ? and d.log_offset = ?")
                .param(asked.topic().name())
                .param(asked.position().partition())
                .param(asked.position().offset())
                .query((row, _) ->
                        letter(row, Columns.maybeText(row, "body").map(text -> json.read(text, Object.class))))
                .optional()
                .orElseThrow(() -> QueryProblem.notFound(
                        "DEAD_LETTER_UNKNOWN",
                        "id",
                        "there is no dead letter at " + asked.position() + " of " + Wire.of(asked.topic()),
                        "use an id of GET /api/v1/dead-letters; one that was retried with success is gone"));
    }

    @QueryHandler
    String key(Questions.DeadLetterKey asked) {
        return names.key(asked.idOrName());
    }

    private static Keyed<DeadLetterDocument> keyed(ResultSet row) throws SQLException {
        return new Keyed<>(
                letter(row, Optional.empty()),
                List.of(row.getString("topic"), row.getString("part"), row.getString("log_offset")));
    }

    private static DeadLetterDocument letter(ResultSet row, Optional<Object> body) throws SQLException {
        String topic = Wire.of(LogTopic.valueOf(row.getString("topic")));
        String position = Columns.position(row);
        return new DeadLetterDocument(
                topic + ":" + position,
                row.getString("kind"),
                topic,
                position,
                row.getString("record_key"),
                Columns.maybeText(row, "node_id"),
                Columns.maybeText(row, "name"),
                Columns.maybeLong(row, "sequence"),
                row.getString("types"),
                row.getString("reason"),
                body);
    }
}

package io.rackledger.query.reading;

import io.rackledger.core.identity.Text;
import io.rackledger.query.document.AttemptMark;
import io.rackledger.query.document.AttemptStory;
import io.rackledger.query.document.AttemptView;
import io.rackledger.query.document.DocumentJson;
import io.rackledger.query.document.FailureDocument;
import io.rackledger.query.document.Pages;
import io.rackledger.query.document.QueryProblem;
import io.rackledger.query.document.TimelineEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Answers about attempts. Thread-safe. */
public final class AttemptAnswers {
    private static final String ATTEMPTS =
            "select a.*, n.name from attempts a join nodes n on n.node_id = a.node_id where ";

    private final JdbcClient client;
    private final DocumentJson json;
    private final NodeNames names;

    public AttemptAnswers(JdbcClient client, DocumentJson json) {
        this.client = client;
        this.json = json;
        this.names = new NodeNames(client);
    }

    @QueryHandler
    Pages.AttemptList ofNode(Questions.NodeAttempts asked) {
        NodeNames.Found node = names.find(asked.idOrName());
        List<AttemptView> attempts = client.sql(
                        ATTEMPTS + "a.node_id = cast(? as uuid) order by a.number desc limit 500")
                .param(node.id().value())
                .query((row, _) -> view(row))
                .list();
        return new Pages.AttemptList(node.id().value(), node.name(), attempts);
    }

    @QueryHandler
    AttemptView one(Questions.OneAttempt asked) {
        return find(asked.id());
    }

    @QueryHandler
    AttemptStory story(Questions.Story asked) {
        AttemptView attempt = find(asked.attempt());
        Optional<FailureDocument> failure = attempt.failure();
        return new AttemptStory(
                attempt,
                failure.map(FailureDocument::sentence).orElseGet(() -> AttemptWords.sentence(attempt)),
                failure.map(FailureDocument::lastGoodLink).orElseGet(() -> AttemptWords.lastLink(attempt)),
                failure.map(FailureDocument::missingLink).orElse("none"),
                failure.map(FailureDocument::hint).orElse(""),
                failure.map(f -> evidence(f.evidence())).orElse(List.of()));
    }

    private AttemptView find(String id) {
        List<AttemptView> found = client.sql(ATTEMPTS + "a.attempt = ?")
                .param(id)
                .query((row, _) -> view(row))
                .list();
        return found.stream()
                .findFirst()
                .orElseThrow(() -> QueryProblem.notFound(
                        "ATTEMPT_UNKNOWN",
                        "attempt",
                        "there is no attempt '" + Text.shorten(id) + "'",
                        "use an id of GET /api/v1/nodes/{id}/attempts: <node id>.<number>"));
    }

    private List<TimelineEntry> evidence(List<String> signals) {
        return client.sql(
                        "select " + TimelineSql.SIGNAL_COLUMNS
                                + ", (s.node_id is null) as adopted from signals s where s.signal_id = any(?) order by ts, part, log_offset")
                .param(signals.toArray(String[]::new))
                .query((row, _) -> TimelineAnswers.entry(row, json))
                .list();
    }

    private AttemptView view(ResultSet row) throws SQLException {
        Instant startedAt = Columns.instant(row, "started_at");
        Optional<Instant> endedAt = Columns.maybeInstant(row, "ended_at");
        return new AttemptView(
                row.getString("attempt"),
                row.getString("node_id"),
                row.getString("name"),
                row.getLong("number"),
                row.getString("action"),
                row.getString("stage"),
                row.getString("outcome"),
                startedAt,
                endedAt,
                endedAt.map(end -> Duration.between(startedAt, end).toMillis()),
                Columns.maybeText(row, "finding").map(text -> json.read(text, FailureDocument.class)),
                phases(row.getString("marks")));
    }

    private List<AttemptView.Phase> phases(String marks) {
        List<AttemptView.Phase> phases = new ArrayList<>();
        for (AttemptMark mark : AttemptMark.read(marks, json)) {
            phases.add(phase(mark, phases));
        }
        return phases;
    }

    /** With the time since the one before; a report that overtook another counts as 0. */
    private static AttemptView.Phase phase(AttemptMark mark, List<AttemptView.Phase> before) {
        long took = before.isEmpty()
                ? 0
                : Math.max(0, Duration.between(before.getLast().at(), mark.at()).toMillis());
        return new AttemptView.Phase(
                mark.kind(),
                mark.stage(),
                mark.name(),
                AttemptWords.words(mark.name()),
                mark.step(),
                mark.at(),
                took,
                mark.from(),
                mark.served(),
                mark.signal(),
                mark.by());
    }
}

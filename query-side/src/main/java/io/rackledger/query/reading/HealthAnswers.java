package io.rackledger.query.reading;

import io.rackledger.core.door.Feed;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.query.document.ProjectionHealth;
import io.rackledger.query.document.RebuildDocument;
import io.rackledger.query.document.Wire;
import io.rackledger.query.projection.ProjectionProgress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far the projections are behind the log. Thread-safe. */
public final class HealthAnswers {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final JdbcClient client;
    private final ProjectionProgress progress;
    private final Feed feed;

    public HealthAnswers(JdbcClient client, ProjectionProgress progress, Feed feed) {
        this.client = client;
        this.progress = progress;
        this.feed = feed;
    }

    @QueryHandler
    ProjectionHealth health(Questions.Health asked) {
        ProjectionProgress.Standing standing = progress.standing();
        List<ProjectionHealth.DeadLetter> newest = client.sql(
                        "select * from dead_letters order by log_offset desc, topic, part limit 20")
                .query((row, _) -> new ProjectionHealth.DeadLetter(
                        row.getString("topic"),
                        Columns.position(row),
                        row.getString("record_key"),
                        row.getString("reason")))
                .list();
        return new ProjectionHealth(
                Wire.of(standing.state()),
                standing.trouble(),
                List.of(lag(LogTopic.NODE_EVENTS, standing.nodeEvents()), lag(LogTopic.SIGNALS, standing.signals())),
                count("dead_letters"),
                count("nodes where stale is not null"),
                newest,
                rebuild());
    }

    @QueryHandler
    RebuildDocument rebuild(Questions.Rebuild asked) {
        return rebuild();
    }

    private RebuildDocument rebuild() {
        return client.sql("select * from rackledger_control.rebuild")
                .query((row, _) -> rebuild(row))
                .optional()
                .orElse(RebuildDocument.NONE);
    }

    private static RebuildDocument rebuild(ResultSet row) throws SQLException {
        return RebuildDocument.of(
                row.getString("state"),
                row.getString("cause"),
                Columns.instant(row, "started_at"),
                Columns.maybeInstant(row, "ended_at"),
                row.getLong("done"),
                row.getLong("total"),
                row.getDouble("per_second"),
                Columns.maybeLong(row, "switch_ms"));
    }

    private long count(String what) {
        return client.sql("select count(*) from " + what).query(Long.class).single();
    }

    private ProjectionHealth.TopicLag lag(LogTopic topic, LogVector reached) {
        LogVector end = feed.end(topic, PATIENCE);
        long lag = end.next().entrySet().stream()
                .mapToLong(place -> Math.max(0, place.getValue() - reached.of(place.getKey())))
                .sum();
        return new ProjectionHealth.TopicLag(Wire.of(topic), reached.toString(), end.toString(), lag);
    }
}

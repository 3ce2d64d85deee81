package io.rackledger.query;

import static org.awaitility.Awaitility.await;

import io.rackledger.core.door.Feed;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.query.control.Task;
import io.rackledger.query.control.TaskDesk;
import io.rackledger.query.projection.ProjectionFollower;
import io.rackledger.query.projection.ProjectionProgress;
import io.rackledger.query.projection.ProjectionSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;

/** A running follower over a test's log and database. */
public final class Projecting implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Feed feed;
    private final ProjectionProgress progress = new ProjectionProgress();
    private final ProjectionFollower follower;

    public Projecting(Feed feed, DataSource dataSource) {
        this(feed, dataSource, 100);
    }

    public Projecting(Feed feed, DataSource dataSource, int batch) {
        this.feed = feed;
        ProjectionSettings settings =
                new ProjectionSettings(batch, Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofSeconds(5), 10);
        follower = new ProjectionFollower(
                feed, dataSource, progress, settings, Clock.systemUTC(), RandomGenerator.getDefault());
        follower.start();
    }

    /** Waits until the follower has answered a task. */
    public Task.Answer ask(TaskDesk desk, Task.Kind kind, String subject) {
        Task task = desk.put(kind, subject);
        await().atMost(PATIENCE).until(() -> desk.answer(task).isPresent());
        return desk.answer(task).orElseThrow();
    }

    public ProjectionProgress progress() {
        return progress;
    }

    /** Waits until all that is in the log now is in the rows. */
    public Projecting caughtUp() {
        Map<LogTopic, LogVector> end = new EnumMap<>(LogTopic.class);
        for (LogTopic topic : LogTopic.values()) {
            end.put(topic, feed.end(topic, PATIENCE));
        }
        try {
            if (!progress.awaitAll(end, PATIENCE)) {
                throw new AssertionError("projections stand at " + progress.standing() + ", the log at " + end);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        return this;
    }

    @Override
    public void close() {
        follower.close();
    }
}

package io.rackledger.query.projection;

import io.rackledger.core.door.Feed;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.query.control.ControlSchema;
import io.rackledger.query.control.Task;
import io.rackledger.query.control.TaskQueue;
import io.rackledger.query.store.ProjectionDatabase;
import io.rackledger.query.store.ProjectionSchema;
import io.rackledger.query.store.SchemaName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the follower at work does over one connection: keeps the live rows up to the log, takes up tasks between batches, and goes over to
 * rebuilt rows when they are as far. Ends when told to, or by the first failure. Not thread-safe.
 */
final class LiveSession {
    private static final Logger LOG = LoggerFactory.getLogger(LiveSession.class);

    private final Feed feed;
    private final ProjectionProgress progress;
    private final ProjectionSettings settings;
    private final Connection connection;
    private final ProjectionSchema live;
    private final Rebuilds rebuilds;
    private final Retries retries;
    private final BooleanSupplier stopping;
    private final AtomicReference<@Nullable ReadAhead> reading;
    private ProjectionSchema.Rows rows = ProjectionSchema.Rows.CURRENT;

    LiveSession(
            Feed feed,
            ProjectionDatabase database,
            ProjectionProgress progress,
            ProjectionSettings settings,
            InstantSource clock,
            Connection connection,
            BooleanSupplier stopping,
            AtomicReference<@Nullable ReadAhead> reading) {
        this.feed = feed;
        this.progress = progress;
        this.settings = settings;
        this.connection = connection;
        this.live = new ProjectionSchema(database, SchemaName.LIVE, StateJson.FORM);
        this.rebuilds = new Rebuilds(feed, database, settings, clock, connection);
        this.retries = new Retries(new LogScan(feed, settings.patience()));
        this.stopping = stopping;
        this.reading = reading;
    }

    /** Works until told to stop. */
    void run() throws SQLException {
        ControlSchema.prepare(connection);
        rows = live.prepare();
        try (rebuilds) {
            rebuilds.resume(rows, end());
            while (!stopping.getAsBoolean()) {
                if (rows == ProjectionSchema.Rows.FROZEN) {
                    awaitRebuilt();
                } else {
                    follow();
                }
            }
        }
    }

    private void follow() throws SQLException {
        Map<LogTopic, LogVector> goal = end();
        Map<LogTopic, LogVector> stored = stored(goal);
        LOG.info("Projections go on at {} of a log that ends at {}", stored, goal);
        FollowerSession session = new FollowerSession(settings, connection, stored);
        progress.enter(FollowerState.CATCHING_UP);
        progress.reach(stored);
        try (ReadAhead reader = new ReadAhead(feed.readAll(stored), settings.poll())) {
            reading.set(reader);
            follow(session, reader, goal);
        } finally {
            reading.set(null);
        }
    }

    private void follow(FollowerSession session, ReadAhead reader, Map<LogTopic, LogVector> goal) throws SQLException {
        boolean caughtUp = false;
        boolean switched = false;
        while (!switched && !stopping.getAsBoolean()) {
            session.step(reader, stopping, (written, _) -> progress.reach(written));
            rebuilds.settled();
            if (!caughtUp && session.covers(goal)) {
                caughtUp = true;
                progress.enter(FollowerState.LIVE);
            }
            takeUpTasks(Optional.of(session.writer()));
            switched = rebuilds.switched(session.written());
        }
        if (switched) {
            rows = ProjectionSchema.Rows.CURRENT;
        }
    }

    /** The rows stay as they are: this program cannot go on with them. */
    private void awaitRebuilt() throws SQLException {
        Map<LogTopic, LogVector> stored = Offsets.read(connection);
        connection.commit();
        progress.enter(FollowerState.REBUILDING);
        progress.reach(stored);
        while (rows == ProjectionSchema.Rows.FROZEN && !stopping.getAsBoolean()) {
            takeUpTasks(Optional.empty());
            if (rebuilds.switched(stored)) {
                rows = ProjectionSchema.Rows.CURRENT;
            } else {
                pause();
            }
        }
    }

    private void pause() {
        try {
            progress.awaitMove(settings.poll());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the projections are rebuilt", e);
        }
    }

    private void takeUpTasks(Optional<BatchWriter> writer) throws SQLException {
        Optional<Task> task = TaskQueue.next(connection);
        if (task.isPresent()) {
            Optional<Task.Answer> answer = answer(task.get(), writer);
            if (answer.isPresent()) {
                TaskQueue.answer(connection, task.get(), answer.get());
                progress.nudge();
            }
        }
    }

    private Optional<Task.Answer> answer(Task task, Optional<BatchWriter> writer) throws SQLException {
        return switch (task.kind()) {
            case REBUILD -> {
                rebuilds.begin(task.subject());
                yield Optional.of(Task.Answer.DONE);
            }
            case CANCEL ->
                Optional.of(
                        rebuilds.cancel() ? Task.Answer.DONE : new Task.Answer(0, 0, "there is no rebuild under way"));
            case RETRY ->
                writer.isPresent()
                        ? retries.answer(connection, writer.get(), task)
                        : Optional.of(new Task.Answer(0, 0, "the rows are being made anew; that does them again"));
        };
    }

    /** Rows that are ahead of the log come from another log. */
    private Map<LogTopic, LogVector> stored(Map<LogTopic, LogVector> end) throws SQLException {
        Map<LogTopic, LogVector> stored = Offsets.read(connection);
        connection.commit();
        if (stored.entrySet().stream()
                .allMatch(place ->
                        end.getOrDefault(place.getKey(), LogVector.START).covers(place.getValue()))) {
            return stored;
        }
        LOG.warn("Projections stand at {}, but the log ends at {}: they are of another log and made anew", stored, end);
        live.empty();
        return Offsets.read(connection);
    }

    private Map<LogTopic, LogVector> end() {
        Map<LogTopic, LogVector> end = new EnumMap<>(LogTopic.class);
        for (LogTopic topic : LogTopic.values()) {
            end.put(topic, feed.end(topic, settings.patience()));
        }
        return end;
    }
}

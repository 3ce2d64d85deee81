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
    private final InstantSource clock;
    private final Connection connection;
    private final ProjectionSchema live;
    private final Rebuilds rebuilds;
    private final Retries retries;
    private final FollowerThread thread;

    LiveSession(
            Feed feed,
            ProjectionDatabase database,
            ProjectionProgress progress,
            ProjectionSettings settings,
            InstantSource clock,
            Connection connection,
            FollowerThread thread) {
        this.feed = feed;
        this.progress = progress;
        this.settings = settings;
        this.clock = clock;
        this.connection = connection;
        this.live = new ProjectionSchema(database, SchemaName.LIVE, StateJson.FORM);
        this.rebuilds = new Rebuilds(feed, database, settings, clock, connection);
        this.retries = new Retries(new LogScan(feed, settings.patience()));
        this.thread = thread;
    }

    /** Works until told to stop. */
    void run() throws SQLException {
        ControlSchema.prepare(connection);
        ProjectionSchema.Rows rows = live.prepare();
        try (rebuilds) {
            rebuilds.resume(rows, end());
            Optional<Following> begun = rows == ProjectionSchema.Rows.FROZEN ? awaitRebuilt() : Optional.of(begin());
            if (begun.isPresent()) {
                follow(begun.get());
            }
        }
    }

    private Following begin() throws SQLException {
        Map<LogTopic, LogVector> stored = stored(end());
        return new Following(
                new FollowerSession(settings, clock, connection, stored),
                new ReadAhead(feed.readAll(stored), settings.poll()));
    }

    /** Goes on until told to stop, also over the rows of a rebuild that took the place of those that were live. */
    private void follow(Following begun) throws SQLException {
        Following now = begun;
        try {
            thread.reads(now.reader());
            Map<LogTopic, LogVector> goal = end();
            LOG.info(
                    "Projections go on at {} of a log that ends at {}",
                    now.session().written(),
                    goal);
            progress.enter(FollowerState.CATCHING_UP);
            progress.reach(now.session().written());
            while (!thread.isStopping()) {
                rebuilds.settled();
                goal = step(now, goal);
                Optional<Following> rebuilt = rebuilds.switched(now.session().written());
                if (rebuilt.isPresent()) {
                    letGo(now);
                    now = rebuilt.get();
                    thread.reads(now.reader());
                    progress.reach(now.session().written());
                }
            }
        } finally {
            thread.readsNothing();
            now.close();
        }
    }

    /** Takes up what has come; what is still to be reached until all is as new as at the beginning, or nothing. */
    private Map<LogTopic, LogVector> step(Following now, Map<LogTopic, LogVector> goal) throws SQLException {
        now.session().step(now.reader(), thread::isStopping, (written, _) -> progress.reach(written));
        boolean caughtUp = !goal.isEmpty() && now.session().covers(goal);
        if (caughtUp) {
            progress.enter(FollowerState.LIVE);
        }
        takeUpTasks(Optional.of(now.session().writer()));
        return caughtUp ? Map.of() : goal;
    }

    /** A reader may wait for the broker's answer before it ends; nobody needs to wait for that. */
    private static void letGo(Following old) {
        Thread.ofVirtual().name("projection-reader-end").start(old::close);
    }

    /** The rows stay as they are, as this program cannot go on with them, until others take their place; empty where it is to stop before. */
    private Optional<Following> awaitRebuilt() throws SQLException {
        Map<LogTopic, LogVector> stored = Offsets.read(connection);
        connection.commit();
        progress.enter(FollowerState.REBUILDING);
        progress.reach(stored);
        Optional<Following> rebuilt = Optional.empty();
        while (rebuilt.isEmpty() && !thread.isStopping()) {
            takeUpTasks(Optional.empty());
            rebuilt = rebuilds.switched(stored);
            if (rebuilt.isEmpty()) {
                pause();
            }
        }
        return rebuilt;
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

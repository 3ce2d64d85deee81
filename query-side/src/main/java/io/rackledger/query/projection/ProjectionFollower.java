package io.rackledger.query.projection;

import io.rackledger.core.door.Feed;
import io.rackledger.query.store.ProjectionDatabase;
import io.rackledger.query.store.SchemaName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the projections up to the log, in a thread of its own. Among several instances over one database one is at work and the others
 * stand by. Whatever goes wrong ends the session; the next one makes sure of database and schema and begins at the stored places with the
 * stored states, so a database that is dropped at any time comes back, and one that is there is not filled again.
 */
public final class ProjectionFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectionFollower.class);

    /** Of the advisory lock; any number that no other program takes in this database. */
    private static final long LOCK = 7_214_530_011L;

    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    private final Feed feed;
    private final ProjectionDatabase database;
    private final ProjectionProgress progress;
    private final ProjectionSettings settings;
    private final InstantSource clock;
    private final RandomGenerator jitter;
    private final FollowerThread thread;

    public ProjectionFollower(
            Feed feed,
            DataSource dataSource,
            ProjectionProgress progress,
            ProjectionSettings settings,
            InstantSource clock,
            RandomGenerator jitter) {
        this.feed = feed;
        this.database = new ProjectionDatabase(dataSource);
        this.clock = clock;
        this.progress = progress;
        this.settings = settings;
        this.jitter = jitter;
        this.thread = new FollowerThread("projection-follower", LONGEST_STOP, this::run);
    }

    /** Starts the thread; returns at once. */
    public void start() {
        thread.start();
    }

    /** Lets the batch under way be committed, and ends. */
    @Override
    public void close() {
        thread.close();
    }

    private void run() {
        while (!thread.isStopping()) {
            try {
                session();
            } catch (SQLException | RuntimeException e) {
                progress.fail(String.valueOf(e.getMessage()));
                LOG.warn("Projections stand still; next try in about {}", settings.retry(), e);
                pause();
            }
        }
        progress.enter(FollowerState.STOPPED);
    }

    private void session() throws SQLException {
        database.make();
        try (Connection connection = database.open(SchemaName.LIVE)) {
            if (!lock(connection)) {
                standBy(connection);
                return;
            }
            try {
                new LiveSession(feed, database, progress, settings, clock, connection, thread).run();
            } finally {
                release(connection);
            }
        }
    }

    private void standBy(Connection connection) throws SQLException {
        progress.enter(FollowerState.STANDBY);
        progress.reach(Offsets.read(connection));
        connection.commit();
        pause();
    }

    private static boolean lock(Connection connection) throws SQLException {
        boolean locked = ask(connection, "select pg_try_advisory_lock(?)");
        connection.commit();
        return locked;
    }

    /** A broken connection has lost the lock already. */
    private static void release(Connection connection) {
        try {
            connection.rollback();
            ask(connection, "select pg_advisory_unlock(?)");
            connection.commit();
        } catch (SQLException e) {
            LOG.debug("The connection of the follower is broken; its lock is gone with it", e);
        }
    }

    private static boolean ask(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, LOCK);
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    private void pause() {
        long millis = settings.retry().toMillis();
        thread.pause(Duration.ofMillis(millis + jitter.nextLong(millis / 2 + 1)));
    }
}

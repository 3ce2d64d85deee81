package io.rackledger.query.projection;

import io.rackledger.core.door.Feed;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.query.control.RebuildSheet;
import io.rackledger.query.control.RebuildState;
import io.rackledger.query.store.ProjectionDatabase;
import io.rackledger.query.store.ProjectionSchema;
import io.rackledger.query.store.SchemaName;
import io.rackledger.query.store.SchemaSwitch;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rebuild of the follower at work: begun, gone on with after a restart, given up, or switched to. Its state is in the database: the
 * sheet says what is wanted, the next schema how far it is. Not thread-safe.
 */
final class Rebuilds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rebuilds.class);

    /** How long the live rows may stand still while the others come as far. */
    private static final Duration STANDSTILL = Duration.ofMillis(700);

    /** Before it is tried again. */
    private static final Duration NEXT_TRY = Duration.ofSeconds(3);

    private final Feed feed;
    private final ProjectionDatabase database;
    private final ProjectionSettings settings;
    private final InstantSource clock;
    private final Connection connection;
    private final ProjectionSchema next;
    private Optional<Rebuild> running = Optional.empty();
    private Instant notBefore = Instant.MIN;
    private Optional<Instant> switching = Optional.empty();

    Rebuilds(
            Feed feed,
            ProjectionDatabase database,
            ProjectionSettings settings,
            InstantSource clock,
            Connection connection) {
        this.feed = feed;
        this.database = database;
        this.settings = settings;
        this.clock = clock;
        this.connection = connection;
        this.next = new ProjectionSchema(database, SchemaName.NEXT, StateJson.FORM);
    }

    /** Goes on with what an earlier run had begun; begins where the live rows are of another version. */
    void resume(ProjectionSchema.Rows live, Map<LogTopic, LogVector> end) throws SQLException {
        new ProjectionSchema(database, SchemaName.OLD, StateJson.FORM).drop();
        boolean wanted = RebuildSheet.filling(connection)
                .filter(version -> version == ProjectionSchema.VERSION)
                .isPresent();
        if (wanted && next.exists() && next.prepare() == ProjectionSchema.Rows.CURRENT && isOfThisLog(end)) {
            LOG.info("Going on with the rebuild that an earlier run had begun");
            start();
        } else if (wanted || live != ProjectionSchema.Rows.CURRENT) {
            begin("the rows were made by another version");
        } else {
            next.drop();
        }
    }

    private boolean isOfThisLog(Map<LogTopic, LogVector> end) throws SQLException {
        try (Connection beside = database.open(SchemaName.NEXT)) {
            return Offsets.read(beside).entrySet().stream()
                    .allMatch(place ->
                            end.getOrDefault(place.getKey(), LogVector.START).covers(place.getValue()));
        }
    }

    boolean isRunning() {
        return running.isPresent();
    }

    /** Begins from zero; one that is under way goes on. */
    void begin(String cause) throws SQLException {
        if (running.isPresent()) {
            return;
        }
        next.drop();
        next.prepare();
        RebuildSheet.begin(connection, cause, ProjectionSchema.VERSION, clock.instant());
        LOG.info("Filling the projections anew beside the live ones: {}", cause);
        start();
    }

    private void start() {
        running = Optional.of(new Rebuild(feed, database, settings, clock).start());
    }

    /** Gives up what is under way; false where nothing is. */
    boolean cancel() throws SQLException {
        if (running.isEmpty()) {
            return false;
        }
        close();
        next.drop();
        RebuildSheet.end(connection, RebuildState.CANCELLED, clock.instant());
        LOG.info("The rebuild was given up");
        return true;
    }

    /**
     * Switches if the rebuild is close behind: what goes on with the new rows, which the caller has to close, or empty where the old ones
     * stay. The live follower stands at {@code written} and does nothing meanwhile.
     */
    Optional<Following> switched(Map<LogTopic, LogVector> written) throws SQLException {
        Optional<Rebuild> near = running.filter(Rebuild::isNear);
        if (near.isEmpty() || clock.instant().isBefore(notBefore)) {
            return Optional.empty();
        }
        Instant began = clock.instant();
        Optional<Following> handed = near.get().handOver(written, STANDSTILL);
        if (handed.isEmpty()) {
            notBefore = clock.instant().plus(NEXT_TRY);
            return Optional.empty();
        }
        try {
            close();
            SchemaSwitch.perform(connection);
            RebuildSheet.end(connection, RebuildState.DONE, clock.instant());
        } catch (SQLException | RuntimeException e) {
            handed.get().close();
            throw e;
        }
        switching = Optional.of(began);
        return handed.map(following -> following.over(connection));
    }

    /** The live follower is at work on the new rows: the old ones can go. */
    void settled() throws SQLException {
        if (switching.isEmpty()) {
            return;
        }
        long millis = Duration.between(switching.get(), clock.instant()).toMillis();
        switching = Optional.empty();
        RebuildSheet.switchTook(connection, millis);
        LOG.info("The rebuilt projections are live; the switch took {} ms", millis);
        Thread.ofVirtual().name("projection-drop").start(this::dropOld);
    }

    private void dropOld() {
        try {
            new ProjectionSchema(database, SchemaName.OLD, StateJson.FORM).drop();
        } catch (SQLException e) {
            LOG.warn("The old projections could not be dropped; the next start does it", e);
        }
    }

    /** Stops filling; what is filled stays for the next run. */
    @Override
    public void close() {
        running.ifPresent(Rebuild::close);
        running = Optional.empty();
    }
}

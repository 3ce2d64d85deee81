package io.rackledger.query.projection;

import io.rackledger.core.door.Feed;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.query.store.ProjectionDatabase;
import io.rackledger.query.store.SchemaName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills the next schema from the log in a thread of its own, from where an earlier run left it, and then keeps close behind the log until
 * the live follower takes it over. Whatever goes wrong is tried again from the stored places.
 */
final class Rebuild implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);
    /** Records that can be made up for while the live rows stand still. */
    private static final long NEAR = 2_000;

    private static final Duration TELL = Duration.ofMillis(500);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private final Feed feed;
    private final ProjectionDatabase database;
    private final ProjectionSettings settings;
    private final InstantSource clock;
    private final Handover handover = new Handover();
    private final FollowerThread thread;

    Rebuild(Feed feed, ProjectionDatabase database, ProjectionSettings settings, InstantSource clock) {
        this.feed = feed;
        this.database = database;
        this.settings = settings;
        this.clock = clock;
        this.thread = new FollowerThread("projection-rebuild", LONGEST_STOP, this::run);
    }

    Rebuild start() {
        thread.start();
        return this;
    }

    /** Whether it is so close behind the log that it can be asked to hand over. */
    boolean isNear() {
        return handover.isNear();
    }

    /**
     * The live follower stands at these places: what is to go on from there over the filled schema, whose reader the caller has to close;
     * empty where it does not come as far in time.
     */
    Optional<Following> handOver(Map<LogTopic, LogVector> places, Duration patience) {
        thread.wakeup();
        return handover.ask(places, patience);
    }

    /** Lets the batch under way be committed, and ends; what is filled stays. */
    @Override
    public void close() {
        thread.close();
    }

    private void run() {
        boolean over = false;
        while (!over && !thread.isStopping()) {
            try {
                over = fill();
            } catch (SQLException | RuntimeException e) {
                handover.near(false);
                LOG.warn("The rebuild stands still; next try in {}", settings.retry(), e);
                thread.pause(settings.retry());
            }
        }
    }

    /** True where it was handed over. */
    private boolean fill() throws SQLException {
        try (Connection connection = database.open(SchemaName.NEXT)) {
            Map<LogTopic, LogVector> stored = Offsets.read(connection);
            connection.commit();
            LOG.info("The rebuild goes on at {}", stored);
            Following following = new Following(
                    new FollowerSession(settings, clock, connection, stored),
                    new ReadAhead(feed.readAll(stored), settings.poll()));
            boolean handedOver = false;
            try {
                thread.reads(following.reader());
                handedOver = fill(following, new RebuildPace(connection, clock, TELL));
                return handedOver;
            } finally {
                thread.readsNothing();
                if (!handedOver) {
                    following.close();
                }
            }
        }
    }

    private boolean fill(Following following, RebuildPace pace) throws SQLException {
        FollowerSession session = following.session();
        pace.begin(session.written(), end());
        while (!thread.isStopping()) {
            session.step(following.reader(), thread::isStopping, pace);
            if (pace.isDue()) {
                pace.tell(end());
            }
            handover.near(pace.left() <= Math.min(settings.batch(), NEAR));
            if (handover.goal().filter(session::covers).isPresent()) {
                pace.tell(end());
                if (handover.reached(following)) {
                    return true;
                }
            }
        }
        return false;
    }

    private Map<LogTopic, LogVector> end() {
        Map<LogTopic, LogVector> end = new EnumMap<>(LogTopic.class);
        for (LogTopic topic : LogTopic.values()) {
            end.put(topic, feed.end(topic, settings.patience()));
        }
        return end;
    }
}

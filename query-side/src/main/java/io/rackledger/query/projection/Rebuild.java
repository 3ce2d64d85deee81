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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills the next schema from the log in a thread of its own, from where an earlier run left it, and then keeps close behind the log until
 * the live follower takes it over. Whatever goes wrong is tried again from the stored places.
 */
final class Rebuild implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);
    private static final Duration TELL = Duration.ofMillis(500);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private final Feed feed;
    private final ProjectionDatabase database;
    private final ProjectionSettings settings;
    private final InstantSource clock;
    private final Handover handover = new Handover();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final AtomicReference<@Nullable ReadAhead> reading = new AtomicReference<>();
    private final Thread thread;

    Rebuild(Feed feed, ProjectionDatabase database, ProjectionSettings settings, InstantSource clock) {
        this.feed = feed;
        this.database = database;
        this.settings = settings;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("projection-rebuild").daemon().unstarted(this::run);
    }

    Rebuild start() {
        thread.start();
        return this;
    }

    Handover handover() {
        return handover;
    }

    /** Lets the batch under way be committed, and ends; what is filled stays. */
    @Override
    public void close() {
        stopping.countDown();
        ReadAhead reader = reading.get();
        if (reader != null) {
            reader.wakeup();
        }
        try {
            if (!thread.join(LONGEST_STOP)) {
                LOG.warn("The rebuild is still busy after {}: interrupting it", LONGEST_STOP);
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean over = false;
        while (!over && !stopped()) {
            try {
                over = fill() && handover.reached();
            } catch (SQLException | RuntimeException e) {
                handover.near(false);
                LOG.warn("The rebuild stands still; next try in {}", settings.retry(), e);
                pause();
            }
        }
    }

    /** True where the goal of the handover is reached and everything is closed again. */
    private boolean fill() throws SQLException {
        try (Connection connection = database.open(SchemaName.NEXT)) {
            Map<LogTopic, LogVector> stored = Offsets.read(connection);
            connection.commit();
            LOG.info("The rebuild goes on at {}", stored);
            FollowerSession session = new FollowerSession(settings, connection, stored);
            RebuildPace pace = new RebuildPace(connection, clock, TELL);
            try (ReadAhead reader = new ReadAhead(feed.readAll(stored), settings.poll())) {
                reading.set(reader);
                return fill(session, reader, pace);
            } finally {
                reading.set(null);
            }
        }
    }

    private boolean fill(FollowerSession session, ReadAhead reader, RebuildPace pace) throws SQLException {
        pace.begin(session.written(), end());
        while (!stopped()) {
            session.step(reader, this::stopped, pace);
            if (pace.isDue()) {
                pace.tell(end());
            }
            handover.near(pace.left() <= settings.batch());
            if (handover.goal().filter(session::covers).isPresent()) {
                pace.tell(end());
                return true;
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

    private boolean stopped() {
        return stopping.getCount() == 0;
    }

    private void pause() {
        try {
            if (stopping.await(settings.retry().toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("The rebuild is given up");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping.countDown();
        }
    }
}

package io.rackledger.launcher.probe;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/** Asks the database again and again, on a thread of its own because a connection may take long to be refused. */
final class DatabaseWatch implements AutoCloseable {
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    /** A connection that takes longer is none. */
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private static final String MISSING_TABLE = "42P01";

    private final DataSource source;
    private final Clock clock;
    private final MeterRegistry registry;
    private final Map<String, AtomicLong> deadLetters = new ConcurrentHashMap<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private volatile Instant begun = Instant.MAX;
    private volatile Optional<String> trouble = Optional.of("the database was not asked yet");

    DatabaseWatch(DataSource source, Clock clock, MeterRegistry registry) {
        this.source = source;
        this.clock = clock;
        this.registry = registry;
        this.thread = Thread.ofPlatform().name("database-watch").daemon().unstarted(this::run);
        thread.start();
    }

    /** What is wrong with the database now. */
    Optional<String> trouble() {
        Instant asked = begun;
        boolean silent = !asked.equals(Instant.MAX) && clock.instant().isAfter(asked.plus(LONGEST));
        return silent && trouble.isEmpty()
                ? Optional.of("the database has given no connection since " + asked)
                : trouble;
    }

    private void run() {
        try {
            do {
                begun = clock.instant();
                trouble = ask();
                begun = Instant.MAX;
            } while (!stop.await(BETWEEN.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<String> ask() {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout((int) LONGEST.toSeconds());
            count(statement);
            return Optional.empty();
        } catch (SQLException e) {
            return MISSING_TABLE.equals(e.getSQLState())
                    ? Optional.empty()
                    : Optional.of("the database does not answer: " + e.getMessage());
        }
    }

    private void count(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("select topic, count(*) from dead_letters group by topic")) {
            while (rows.next()) {
                deadLetters.computeIfAbsent(rows.getString(1), this::gauge).set(rows.getLong(2));
            }
        }
    }

    private AtomicLong gauge(String topic) {
        AtomicLong value = new AtomicLong();
        registry.gauge("rackledger.dead.letters", Tags.of("topic", topic), value);
        return value;
    }

    @Override
    public void close() {
        stop.countDown();
        thread.interrupt();
    }
}

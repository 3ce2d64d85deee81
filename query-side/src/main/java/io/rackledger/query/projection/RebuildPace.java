package io.rackledger.query.projection;

import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.query.control.RebuildSheet;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** How far a rebuild is and how fast, told to the sheet from time to time. Not thread-safe. */
final class RebuildPace implements FollowerSession.Listener {
    private final Connection connection;
    private final InstantSource clock;
    private final Duration every;
    private final Instant began;
    private Instant told = Instant.EPOCH;
    private long done;
    private long total;
    private long inThisRun;

    RebuildPace(Connection connection, InstantSource clock, Duration every) {
        this.connection = connection;
        this.clock = clock;
        this.every = every;
        this.began = clock.instant();
    }

    void begin(Map<LogTopic, LogVector> written, Map<LogTopic, LogVector> end) throws SQLException {
        done = sum(written);
        tell(end);
    }

    @Override
    public void reached(Map<LogTopic, LogVector> written, int records) {
        done = sum(written);
        inThisRun += records;
    }

    boolean isDue() {
        return !clock.instant().isBefore(told.plus(every));
    }

    /** Records that are not taken up yet, as of the last time it was told. */
    long left() {
        return Math.max(0, total - done);
    }

    void tell(Map<LogTopic, LogVector> end) throws SQLException {
        told = clock.instant();
        total = Math.max(done, sum(end));
        double seconds = Duration.between(began, told).toMillis() / 1000.0;
        RebuildSheet.progress(connection, done, total, seconds > 0 ? inThisRun / seconds : 0, "");
    }

    private static long sum(Map<LogTopic, LogVector> places) {
        return places.values().stream()
                .flatMap(place -> place.next().values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }
}

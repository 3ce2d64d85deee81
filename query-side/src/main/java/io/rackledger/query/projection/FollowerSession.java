package io.rackledger.query.projection;

import io.rackledger.core.door.LogRecord;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * One run over one connection, from the stored places on: what lies before them is in the rows, the folded states included. Not
 * thread-safe.
 */
final class FollowerSession {
    /** What is written is to be seen, and how far a rebuild is. */
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final ProjectionSettings settings;
    private final InstantSource clock;
    private final BatchWriter writer;

    FollowerSession(
            ProjectionSettings settings, InstantSource clock, Connection connection, Map<LogTopic, LogVector> stored) {
        this(settings, clock, new BatchWriter(connection, stored, settings.folded()));
    }

    private FollowerSession(ProjectionSettings settings, InstantSource clock, BatchWriter writer) {
        this.settings = settings;
        this.clock = clock;
        this.writer = writer;
    }

    /** The same over another connection, whose rows stand at the same places. */
    FollowerSession over(Connection connection) {
        return new FollowerSession(settings, clock, writer.over(connection));
    }

    /** Told whenever more is committed: a batch, or less where a value was refused. */
    interface Listener {
        void reached(Map<LogTopic, LogVector> written, int records);
    }

    /** Takes up what one look into the log brings, and what has been read meanwhile, in one transaction as far as it is a batch and takes no long time. */
    void step(ReadAhead reader, BooleanSupplier stopping, Listener listener) throws SQLException {
        List<LogRecord> records = reader.poll();
        Instant latest = clock.instant().plus(LONGEST);
        while (!records.isEmpty()) {
            for (int from = 0; from < records.size(); ) {
                int before = writer.taken();
                int to = Math.min(records.size(), from + settings.batch() - before);
                writer.take(records.subList(from, to));
                if (writer.taken() == 0) {
                    listener.reached(writer.written(), before + to - from);
                } else if (writer.taken() >= settings.batch()) {
                    commit(listener);
                }
                from = to;
            }
            boolean enough = writer.taken() == 0
                    || stopping.getAsBoolean()
                    || clock.instant().isAfter(latest);
            records = enough ? List.of() : reader.ready();
        }
        if (writer.taken() > 0) {
            commit(listener);
        }
    }

    private void commit(Listener listener) throws SQLException {
        int records = writer.taken();
        writer.commit();
        listener.reached(writer.written(), records);
    }

    BatchWriter writer() {
        return writer;
    }

    Map<LogTopic, LogVector> written() {
        return writer.written();
    }

    /** Whether all is written up to these places. */
    boolean covers(Map<LogTopic, LogVector> places) {
        Map<LogTopic, LogVector> written = writer.written();
        return places.entrySet().stream()
                .allMatch(place ->
                        written.getOrDefault(place.getKey(), LogVector.START).covers(place.getValue()));
    }
}

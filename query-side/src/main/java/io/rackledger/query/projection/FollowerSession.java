package io.rackledger.query.projection;

import io.rackledger.core.door.LogRecord;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * One run over one connection, from the stored places on: what lies before them is in the rows, the folded states included. Not
 * thread-safe.
 */
final class FollowerSession {
    private final ProjectionSettings settings;
    private final BatchWriter writer;

    FollowerSession(ProjectionSettings settings, Connection connection, Map<LogTopic, LogVector> stored) {
        this.settings = settings;
        this.writer = new BatchWriter(connection, stored, settings.folded());
    }

    private FollowerSession(ProjectionSettings settings, BatchWriter writer) {
        this.settings = settings;
        this.writer = writer;
    }

    /** The same over another connection, whose rows stand at the same places. */
    FollowerSession over(Connection connection) {
        return new FollowerSession(settings, writer.over(connection));
    }

    /** Told after each committed batch. */
    interface Listener {
        void reached(Map<LogTopic, LogVector> written, int records);
    }

    /** Takes up what one look into the log brings. */
    void step(ReadAhead reader, BooleanSupplier stopping, Listener listener) throws SQLException {
        List<LogRecord> records = reader.poll(settings.batch());
        for (int from = 0; from < records.size() && !stopping.getAsBoolean(); from += settings.batch()) {
            List<LogRecord> batch = records.subList(from, Math.min(records.size(), from + settings.batch()));
            writer.write(batch);
            listener.reached(writer.written(), batch.size());
        }
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

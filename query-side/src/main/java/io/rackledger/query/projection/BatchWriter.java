package io.rackledger.query.projection;

import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.identity.LogPosition;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the rows of a batch and moves the offsets, in one transaction. If PostgreSQL refuses a value, the batch is written record by
 * record, and the refused one becomes a dead letter. Not thread-safe.
 */
final class BatchWriter {
    private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);

    private final Connection connection;
    private final Map<LogTopic, LogVector> written;

    /** One record with its rows. */
    record Item(LogTopic topic, LogPosition position, String key, Rows rows) {}

    BatchWriter(Connection connection, Map<LogTopic, LogVector> written) {
        this.connection = connection;
        this.written = new EnumMap<>(written);
    }

    /** Up to where rows are committed. */
    Map<LogTopic, LogVector> written() {
        return new EnumMap<>(written);
    }

    /** Writes the items, which follow each other in the log. */
    void write(List<Item> items) throws SQLException {
        Rows all = new Rows();
        items.forEach(item -> all.addAll(item.rows()));
        try {
            commit(all, after(items));
        } catch (SQLException e) {
            connection.rollback();
            if (!isRefusedValue(e)) {
                throw e;
            }
            LOG.warn("PostgreSQL refused a value in a batch of {} records: writing them one by one", items.size(), e);
            oneByOne(items);
        }
    }

    private void oneByOne(List<Item> items) throws SQLException {
        for (Item item : items) {
            Map<LogTopic, LogVector> place = after(List.of(item));
            try {
                commit(item.rows(), place);
            } catch (SQLException e) {
                connection.rollback();
                if (!isRefusedValue(e)) {
                    throw e;
                }
                LOG.warn("Record {} of {} is now a dead letter", item.position(), item.topic(), e);
                Rows instead = new Rows();
                String reason = "PostgreSQL refused it: " + e.getMessage();
                instead.add(new Row.OfDeadLetter(item.topic(), item.position(), item.key(), reason));
                commit(instead, place);
            }
        }
    }

    private void commit(Rows rows, Map<LogTopic, LogVector> place) throws SQLException {
        Tables.write(connection, rows);
        for (Map.Entry<LogTopic, LogVector> moved : place.entrySet()) {
            LogVector from = written.getOrDefault(moved.getKey(), LogVector.START);
            Offsets.move(connection, moved.getKey(), from, moved.getValue());
        }
        connection.commit();
        written.putAll(place);
    }

    private Map<LogTopic, LogVector> after(List<Item> items) {
        Map<LogTopic, LogVector> places = new EnumMap<>(written);
        for (Item item : items) {
            int partition = item.position().partition();
            long next = item.position().offset() + 1;
            places.computeIfPresent(
                    item.topic(),
                    (LogTopic _, LogVector place) -> place.of(partition) < next ? place.with(partition, next) : place);
        }
        return places;
    }

    /** Classes 22 (data), 23 (integrity) and 54 (limits): the value's fault, not the connection's. */
    private static boolean isRefusedValue(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
    }
}

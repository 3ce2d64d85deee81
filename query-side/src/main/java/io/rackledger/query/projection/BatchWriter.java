package io.rackledger.query.projection;

import io.rackledger.core.door.LogRecord;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.query.document.DocumentJson;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Projects records and writes their rows, the folded states and the offsets, in one transaction. If PostgreSQL refuses a value, the
 * batch is done again in ever smaller parts, and the refused record becomes a dead letter. Not thread-safe.
 */
final class BatchWriter {
    private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);

    private final Connection connection;
    private final Map<LogTopic, LogVector> written;
    private final DocumentJson json;
    private final FoldedNodes folded;
    private final RecordProjector projector;
    private final FoldedRows states;
    private final List<LogRecord> taken = new ArrayList<>();
    private Rows rows = new Rows();

    BatchWriter(Connection connection, Map<LogTopic, LogVector> written, int mostFolded) {
        this(connection, written, new FoldedNodes(mostFolded), new DocumentJson());
    }

    private BatchWriter(
            Connection connection, Map<LogTopic, LogVector> written, FoldedNodes folded, DocumentJson json) {
        this.connection = connection;
        this.written = new EnumMap<>(written);
        this.json = json;
        this.folded = folded;
        this.projector = new RecordProjector(folded, json);
        this.states = new FoldedRows(folded);
    }

    /** The same over another connection, whose rows stand at the same places; this one is not to be used any more. */
    BatchWriter over(Connection other) {
        return new BatchWriter(other, written, folded, json);
    }

    /** Up to where rows are committed. */
    Map<LogTopic, LogVector> written() {
        return new EnumMap<>(written);
    }

    /** Writes the records, which follow each other in the log. */
    void write(List<LogRecord> records) throws SQLException {
        take(records);
        commit();
    }

    /**
     * Takes up records, which follow those before in the log. Their own rows are on the way to the server when this returns; all others
     * wait for {@link #commit}, so that of those that replace each other only the last is written. Where PostgreSQL refuses a value, all
     * that was taken is written and committed at once, and nothing waits.
     */
    void take(List<LogRecord> records) throws SQLException {
        taken.addAll(records);
        try {
            load(records);
            copy(records, rows);
        } catch (SQLException e) {
            inParts(e);
        }
    }

    /** How many records wait for {@link #commit}. */
    int taken() {
        return taken.size();
    }

    /** Writes all that was taken. */
    void commit() throws SQLException {
        if (taken.isEmpty()) {
            return;
        }
        try {
            commit(rows, after(taken));
            taken.clear();
            rows = new Rows();
        } catch (SQLException e) {
            inParts(e);
        }
    }

    private void inParts(SQLException e) throws SQLException {
        undo();
        if (!isRefusedValue(e)) {
            throw e;
        }
        List<LogRecord> records = List.copyOf(taken);
        taken.clear();
        rows = new Rows();
        writeParts(records, e);
    }

    /** Each half for itself, down to the record that is refused: all others are written soon, however many there are. */
    private void writeParts(List<LogRecord> records, SQLException refusal) throws SQLException {
        int half = records.size() / 2;
        if (half == 0) {
            bury(records.getFirst(), after(records), refusal);
            return;
        }
        LOG.debug("PostgreSQL refused a value in a batch of {}: writing its halves", records.size(), refusal);
        write(records.subList(0, half));
        write(records.subList(half, records.size()));
    }

    /**
     * Does dead letters again that belong together: all of a node, in the order of the log, or one signal. Those that are still dead stay,
     * with their new reasons; the places stay where they are.
     */
    void again(List<LogRecord> records) throws SQLException {
        load(records);
        try {
            DeadLetterRows.delete(connection, records);
            unmark(records);
            commit(copied(records), written);
        } catch (SQLException e) {
            undo();
            if (!isRefusedValue(e)) {
                throw e;
            }
            againOneByOne(records);
        }
    }

    private void againOneByOne(List<LogRecord> records) throws SQLException {
        unmark(records);
        commit(new Rows(), written);
        for (LogRecord record : records) {
            DeadLetterRows.delete(connection, List.of(record));
            againAlone(record);
        }
    }

    private void againAlone(LogRecord record) throws SQLException {
        try {
            commit(copied(List.of(record)), written);
        } catch (SQLException e) {
            undo();
            if (!isRefusedValue(e)) {
                throw e;
            }
            DeadLetterRows.delete(connection, List.of(record));
            bury(record, written, e);
        }
    }

    private void bury(LogRecord record, Map<LogTopic, LogVector> place, SQLException refusal) throws SQLException {
        LOG.warn("Record {} of {} is a dead letter", record.position(), RecordProjector.topic(record), refusal);
        commit(projector.refused(record, "PostgreSQL refused it: " + words(refusal)), place);
    }

    private void load(List<LogRecord> records) throws SQLException {
        folded.load(
                connection,
                records.stream()
                        .flatMap(record -> RecordProjector.folded(record).stream())
                        .toList());
    }

    private void unmark(List<LogRecord> records) {
        records.stream()
                .flatMap(record -> RecordProjector.folded(record).stream())
                .forEach(node -> folded.put(node, folded.get(node).withoutMark()));
    }

    private Rows copied(List<LogRecord> records) throws SQLException {
        Rows all = new Rows();
        copy(records, all);
        return all;
    }

    /** Projects the records and copies their own rows on the way, which the server stores meanwhile; adds all other rows to those before. */
    private void copy(List<LogRecord> records, Rows others) throws SQLException {
        try (RecordCopy copy = new RecordCopy(connection)) {
            for (LogRecord record : records) {
                Rows own = projector.project(record);
                copy.add(own.records());
                others.addAll(own);
            }
            copy.end();
        }
    }

    private void commit(Rows rows, Map<LogTopic, LogVector> place) throws SQLException {
        Tables.write(connection, rows);
        states.write(connection);
        for (Map.Entry<LogTopic, LogVector> moved : place.entrySet()) {
            LogVector from = written.getOrDefault(moved.getKey(), LogVector.START);
            Offsets.move(connection, moved.getKey(), from, moved.getValue());
        }
        connection.commit();
        folded.keep();
        written.putAll(place);
    }

    private void undo() throws SQLException {
        folded.undo();
        connection.rollback();
    }

    private Map<LogTopic, LogVector> after(List<LogRecord> records) {
        Map<LogTopic, Map<Integer, Long>> last = new EnumMap<>(LogTopic.class);
        for (LogRecord record : records) {
            last.computeIfAbsent(RecordProjector.topic(record), (LogTopic _) -> new HashMap<>())
                    .merge(record.position().partition(), record.position().offset() + 1, Math::max);
        }
        Map<LogTopic, LogVector> places = new EnumMap<>(written);
        last.forEach((topic, ends) -> ends.forEach((partition, next) -> places.computeIfPresent(
                topic,
                (LogTopic _, LogVector place) -> place.of(partition) < next ? place.with(partition, next) : place)));
        return places;
    }

    /** The first line: what follows repeats the row. */
    private static String words(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /** Classes 22 (data), 23 (integrity) and 54 (limits): the value's fault, not the connection's. */
    private static boolean isRefusedValue(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
    }
}

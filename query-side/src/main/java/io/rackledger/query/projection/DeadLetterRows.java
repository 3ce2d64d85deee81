package io.rackledger.query.projection;

import static io.rackledger.query.projection.SqlType.BIGINT;
import static io.rackledger.query.projection.SqlType.INT;
import static io.rackledger.query.projection.SqlType.TEXT;
import static io.rackledger.query.projection.SqlType.UUID;
import static io.rackledger.query.projection.Table.column;

import io.rackledger.core.door.LogRecord;
import io.rackledger.query.document.Wire;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The table of dead letters. */
final class DeadLetterRows {
    static final Table<Row.OfDeadLetter> DEAD_LETTERS = new Table<>(
            "dead_letters",
            "on conflict do nothing",
            List.of(
                    column("topic", TEXT, Row.OfDeadLetter::topic),
                    column("part", INT, row -> row.position().partition()),
                    column("log_offset", BIGINT, row -> row.position().offset()),
                    column("record_key", TEXT, Row.OfDeadLetter::key),
                    column("node_id", UUID, Row.OfDeadLetter::node),
                    column("sequence", BIGINT, Row.OfDeadLetter::sequence),
                    column("kind", TEXT, row -> Wire.of(row.kind())),
                    column("types", TEXT, Row.OfDeadLetter::types),
                    column("reason", TEXT, Row.OfDeadLetter::reason),
                    column("body", TEXT, Row.OfDeadLetter::body)));

    private static final Table<LogRecord> DELETE = Table.statement(
            """
            delete from dead_letters d using (select * from %s) given
            where d.topic = given.topic and d.part = given.part and d.log_offset = given.log_offset""",
            List.of(
                    column("topic", TEXT, RecordProjector::topic),
                    column("part", INT, record -> record.position().partition()),
                    column("log_offset", BIGINT, record -> record.position().offset())));

    private DeadLetterRows() {}

    /** Deletes the dead letters of these records; the caller commits. */
    static void delete(Connection connection, List<LogRecord> records) throws SQLException {
        DELETE.write(connection, records);
    }
}

package io.rackledger.query.projection;

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
                    column("topic", "text", Row.OfDeadLetter::topic),
                    column("part", "int", row -> row.position().partition()),
                    column("log_offset", "bigint", row -> row.position().offset()),
                    column("record_key", "text", Row.OfDeadLetter::key),
                    column("node_id", "uuid", Row.OfDeadLetter::node),
                    column("sequence", "bigint", Row.OfDeadLetter::sequence),
                    column("kind", "text", row -> Wire.of(row.kind())),
                    column("types", "text", Row.OfDeadLetter::types),
                    column("reason", "text", Row.OfDeadLetter::reason),
                    column("body", "text", Row.OfDeadLetter::body)));

    private static final Table<LogRecord> DELETE = Table.statement(
            """
            delete from dead_letters d using (select * from %s) given
            where d.topic = given.topic and d.part = given.part and d.log_offset = given.log_offset""",
            List.of(
                    column("topic", "text", RecordProjector::topic),
                    column("part", "int", record -> record.position().partition()),
                    column("log_offset", "bigint", record -> record.position().offset())));

    private DeadLetterRows() {}

    /** Deletes the dead letters of these records; the caller commits. */
    static void delete(Connection connection, List<LogRecord> records) throws SQLException {
        DELETE.write(connection, records);
    }
}

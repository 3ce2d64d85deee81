package io.rackledger.query.projection;

import static io.rackledger.query.projection.Table.column;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The tables of nodes, their events and their failures, as they are written. */
final class Tables {
    private static final Table<Row.OfRecord> RECORDS = new Table<>(
            "node_records",
            "",
            List.of(
                    column("node_id", "uuid", Row.OfRecord::node),
                    column("sequence", "bigint", Row.OfRecord::sequence),
                    column("part", "int", row -> row.position().partition()),
                    column("log_offset", "bigint", row -> row.position().offset()),
                    column("summary", "text", Row.OfRecord::summaryJson)));

    private static final Table<Row.OfEvent> EVENTS = new Table<>(
            "node_events",
            "",
            List.of(
                    column("node_id", "uuid", Row.OfEvent::node),
                    column("sequence", "bigint", Row.OfEvent::sequence),
                    column("idx", "int", Row.OfEvent::index),
                    column("part", "int", row -> row.position().partition()),
                    column("log_offset", "bigint", row -> row.position().offset()),
                    column("at", "timestamptz", Row.OfEvent::at),
                    column("order_at", "timestamptz", Row.OfEvent::orderAt),
                    column("type", "text", Row.OfEvent::type),
                    column("lane", "text", Row.OfEvent::lane),
                    column("words", "text", Row.OfEvent::words),
                    column("actor", "text", Row.OfEvent::actor),
                    column("command", "text", Row.OfEvent::command),
                    column("causation", "text", Row.OfEvent::causation),
                    column("correlation", "text", Row.OfEvent::correlation),
                    column("attempt", "text", Row.OfEvent::attempt),
                    column("body", "text", Row.OfEvent::body)));

    private static final Table<Row.OfMac> MACS_GOT = new Table<>(
            "node_macs",
            "",
            List.of(
                    column("node_id", "uuid", Row.OfMac::node),
                    column("mac", "text", Row.OfMac::mac),
                    column("sequence", "bigint", Row.OfMac::sequence),
                    column("had_since", "timestamptz", Row.OfMac::at)));

    /** A loss ends the last gain before it. */
    private static final Table<Row.OfMac> MACS_LOST = Table.statement(
            """
            with lost as (select * from %s)
            update node_macs m
               set had_until = (select l.at from lost l
                                 where l.node_id = m.node_id and l.mac = m.mac and l.sequence > m.sequence
                                 order by l.sequence limit 1)
             where m.had_until is null
               and exists (select 1 from lost l
                            where l.node_id = m.node_id and l.mac = m.mac and l.sequence > m.sequence)""",
            List.of(
                    column("node_id", "uuid", Row.OfMac::node),
                    column("mac", "text", Row.OfMac::mac),
                    column("sequence", "bigint", Row.OfMac::sequence),
                    column("at", "timestamptz", Row.OfMac::at)));

    private static final Table<Row.OfFailure> FAILURES = new Table<>(
            "failures",
            "",
            List.of(
                    column("node_id", "uuid", Row.OfFailure::node),
                    column("sequence", "bigint", Row.OfFailure::sequence),
                    column("idx", "int", Row.OfFailure::index),
                    column("attempt", "text", Row.OfFailure::attempt),
                    column("action", "text", Row.OfFailure::action),
                    column("at", "timestamptz", Row.OfFailure::at),
                    column("code", "text", row -> row.finding().code()),
                    column("category", "text", row -> row.finding().category()),
                    column("sentence", "text", row -> row.finding().sentence()),
                    column("finding", "text", Row.OfFailure::findingJson)));

    private Tables() {}

    /** Writes all rows; the caller commits. */
    static void write(Connection connection, Rows rows) throws SQLException {
        FleetTable.NODES.write(connection, rows.nodes());
        RECORDS.write(connection, rows.records());
        EVENTS.write(connection, rows.events());
        MACS_GOT.write(connection, rows.macsGot());
        MACS_LOST.write(connection, rows.macsLost());
        FAILURES.write(connection, rows.failures());
        AttemptTables.write(connection, rows);
        SignalTables.write(connection, rows);
        DeadLetterRows.DEAD_LETTERS.write(connection, rows.deadLetters());
    }
}

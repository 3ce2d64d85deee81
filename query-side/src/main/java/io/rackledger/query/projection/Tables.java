package io.rackledger.query.projection;

import static io.rackledger.query.projection.SqlType.BIGINT;
import static io.rackledger.query.projection.SqlType.INT;
import static io.rackledger.query.projection.SqlType.JSON;
import static io.rackledger.query.projection.SqlType.TEXT;
import static io.rackledger.query.projection.SqlType.TIMESTAMPTZ;
import static io.rackledger.query.projection.SqlType.UUID;
import static io.rackledger.query.projection.Table.column;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The tables of nodes, their events and their failures, as they are written. */
final class Tables {
    static final Table<Row.OfRecord> RECORDS = new Table<>(
            "node_records",
            "",
            List.of(
                    column("node_id", UUID, row -> row.record().node()),
                    column("sequence", BIGINT, row -> row.record().sequence()),
                    column("part", INT, row -> row.record().position().partition()),
                    column("log_offset", BIGINT, row -> row.record().position().offset()),
                    column("order_at", TIMESTAMPTZ, Row.OfRecord::orderAt),
                    column("actor", TEXT, row -> row.record().context().actor()),
                    column("command", TEXT, row -> row.record().context().command()),
                    column("causation", TEXT, row -> row.record().context().causation()),
                    column("correlation", TEXT, row -> row.record().context().correlation()),
                    column("summary", JSON, Row.OfRecord::summaryJson),
                    column("events", JSON, Row.OfRecord::eventsJson)));

    private static final Table<Row.OfMac> MACS_GOT = new Table<>(
            "node_macs",
            "",
            List.of(
                    column("node_id", UUID, Row.OfMac::node),
                    column("mac", TEXT, Row.OfMac::mac),
                    column("sequence", BIGINT, Row.OfMac::sequence),
                    column("had_since", TIMESTAMPTZ, Row.OfMac::at)));

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
                    column("node_id", UUID, Row.OfMac::node),
                    column("mac", TEXT, Row.OfMac::mac),
                    column("sequence", BIGINT, Row.OfMac::sequence),
                    column("at", TIMESTAMPTZ, Row.OfMac::at)));

    private static final Table<Row.OfFailure> FAILURES = new Table<>(
            "failures",
            "",
            List.of(
                    column("node_id", UUID, Row.OfFailure::node),
                    column("sequence", BIGINT, Row.OfFailure::sequence),
                    column("idx", INT, Row.OfFailure::index),
                    column("attempt", TEXT, Row.OfFailure::attempt),
                    column("action", TEXT, Row.OfFailure::action),
                    column("at", TIMESTAMPTZ, Row.OfFailure::at),
                    column("code", TEXT, row -> row.finding().code()),
                    column("category", TEXT, row -> row.finding().category()),
                    column("sentence", TEXT, row -> row.finding().sentence()),
                    column("finding", TEXT, Row.OfFailure::findingJson)));

    private Tables() {}

    /** Writes all rows but those of records; the caller commits. */
    static void write(Connection connection, Rows rows) throws SQLException {
        FleetTable.NODES.write(connection, rows.nodes(), Row.OfNode::fresh);
        MACS_GOT.write(connection, rows.macsGot());
        MACS_LOST.write(connection, rows.macsLost());
        FAILURES.write(connection, rows.failures());
        AttemptTables.write(connection, rows);
        SignalTables.write(connection, rows);
        DeadLetterRows.DEAD_LETTERS.write(connection, rows.deadLetters());
    }
}

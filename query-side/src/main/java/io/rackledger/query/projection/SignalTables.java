package io.rackledger.query.projection;

import static io.rackledger.query.projection.SqlType.BIGINT;
import static io.rackledger.query.projection.SqlType.INT;
import static io.rackledger.query.projection.SqlType.TEXT;
import static io.rackledger.query.projection.SqlType.TIMESTAMPTZ;
import static io.rackledger.query.projection.SqlType.UUID;
import static io.rackledger.query.projection.Table.column;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;

/** The tables of signals, the last ones of each node, and its clock. */
final class SignalTables {
    /** Fewer rows than this are not worth a second try. */
    private static final int FEW = 20;

    private static final String DOUBLE = "23505";

    private static final List<Table.Column<Row.OfSignal>> COLUMNS = List.of(
            column("signal_id", TEXT, Row.OfSignal::id),
            column("subject", TEXT, Row.OfSignal::subject),
            column("node_id", UUID, Row.OfSignal::node),
            column("mac", TEXT, Row.OfSignal::mac),
            column("source", TEXT, Row.OfSignal::source),
            column("attempt", TEXT, Row.OfSignal::attempt),
            column("stage", TEXT, Row.OfSignal::stage),
            column("part", INT, row -> row.position().partition()),
            column("log_offset", BIGINT, row -> row.position().offset()),
            column("seen_at", TIMESTAMPTZ, Row.OfSignal::seenAt),
            column("node_clock", TIMESTAMPTZ, Row.OfSignal::nodeClock),
            column("skew_ms", BIGINT, Row.OfSignal::skewMs),
            column("type", TEXT, Row.OfSignal::type),
            column("lane", TEXT, Row.OfSignal::lane),
            column("words", TEXT, Row.OfSignal::words),
            column("digest", TEXT, Row.OfSignal::digest),
            column("artifact", TEXT, Row.OfSignal::artifact),
            column("bytes", BIGINT, Row.OfSignal::bytes),
            column("body", TEXT, Row.OfSignal::body));

    private static final Table<Row.OfSignal> NEW_SIGNALS = new Table<>("signals", "", COLUMNS);
    private static final Table<Row.OfSignal> SIGNALS = new Table<>("signals", "on conflict do nothing", COLUMNS);

    /** Signals of a rack that was cut off come late: the newest by time stays. */
    private static final Table<Row.OfSignal> LAST = new Table<>(
            "last_signals",
            """
            on conflict (node_id) do update set part = excluded.part, log_offset = excluded.log_offset,
              seen_at = excluded.seen_at, type = excluded.type, words = excluded.words, source = excluded.source
            where (last_signals.seen_at, last_signals.part, last_signals.log_offset)
                < (excluded.seen_at, excluded.part, excluded.log_offset)""",
            List.of(
                    column("node_id", UUID, Row.OfSignal::node),
                    column("part", INT, row -> row.position().partition()),
                    column("log_offset", BIGINT, row -> row.position().offset()),
                    column("seen_at", TIMESTAMPTZ, Row.OfSignal::seenAt),
                    column("type", TEXT, Row.OfSignal::type),
                    column("words", TEXT, Row.OfSignal::words),
                    column("source", TEXT, Row.OfSignal::source)));

    private static final Table<Row.OfSignal> CLOCKS = new Table<>(
            "node_clocks",
            """
            on conflict (node_id) do update set part = excluded.part, log_offset = excluded.log_offset,
              seen_at = excluded.seen_at, node_clock = excluded.node_clock, skew_ms = excluded.skew_ms
            where (node_clocks.seen_at, node_clocks.part, node_clocks.log_offset)
                < (excluded.seen_at, excluded.part, excluded.log_offset)""",
            List.of(
                    column("node_id", UUID, Row.OfSignal::node),
                    column("part", INT, row -> row.position().partition()),
                    column("log_offset", BIGINT, row -> row.position().offset()),
                    column("seen_at", TIMESTAMPTZ, Row.OfSignal::seenAt),
                    column("node_clock", TIMESTAMPTZ, Row.OfSignal::nodeClock),
                    column("skew_ms", BIGINT, Row.OfSignal::skewMs)));

    private SignalTables() {}

    static void write(Connection connection, Rows rows) throws SQLException {
        signals(connection, rows.signals());
        LAST.write(connection, rows.lastSignals());
        CLOCKS.write(connection, rows.clocks());
    }

    /** A signal that was told before is rare: many are written as if there were none, and only then with a look at each. */
    private static void signals(Connection connection, List<Row.OfSignal> signals) throws SQLException {
        if (signals.size() < FEW) {
            SIGNALS.write(connection, signals);
            return;
        }
        Savepoint before = connection.setSavepoint();
        try {
            NEW_SIGNALS.write(connection, signals);
            connection.releaseSavepoint(before);
        } catch (SQLException e) {
            if (!DOUBLE.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(before);
            SIGNALS.write(connection, signals);
        }
    }
}

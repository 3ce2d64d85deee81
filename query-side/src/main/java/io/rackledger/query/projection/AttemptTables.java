package io.rackledger.query.projection;

import static io.rackledger.query.projection.Table.column;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The tables of attempts, their marks, and waits. */
final class AttemptTables {
    private static final Table<Row.OfAttempt> ATTEMPTS = new Table<>(
            "attempts",
            """
            on conflict (attempt) do update set stage = excluded.stage, outcome = excluded.outcome,
              ended_at = excluded.ended_at, failure = excluded.failure, finding = excluded.finding""",
            List.of(
                    column("attempt", "text", Row.OfAttempt::attempt),
                    column("node_id", "uuid", Row.OfAttempt::node),
                    column("number", "bigint", Row.OfAttempt::number),
                    column("action", "text", Row.OfAttempt::action),
                    column("stage", "text", Row.OfAttempt::stage),
                    column("outcome", "text", Row.OfAttempt::outcome),
                    column("started_at", "timestamptz", Row.OfAttempt::startedAt),
                    column("ended_at", "timestamptz", Row.OfAttempt::endedAt),
                    column("failure", "text", Row.OfAttempt::failure),
                    column("finding", "text", Row.OfAttempt::findingJson)));

    private static final Table<Row.OfMark> MARKS = new Table<>(
            "attempt_marks",
            "",
            List.of(
                    column("attempt", "text", Row.OfMark::attempt),
                    column("sequence", "bigint", Row.OfMark::sequence),
                    column("idx", "int", Row.OfMark::index),
                    column("kind", "text", Row.OfMark::kind),
                    column("stage", "text", Row.OfMark::stage),
                    column("name", "text", Row.OfMark::name),
                    column("step", "int", Row.OfMark::step),
                    column("at", "timestamptz", Row.OfMark::at),
                    column("origin", "text", Row.OfMark::origin),
                    column("digest", "text", Row.OfMark::digest),
                    column("signal_id", "text", Row.OfMark::signal)));

    /** The state in which a wait began stays. */
    private static final Table<Row.OfWait> WAITS = new Table<>(
            "waits",
            """
            on conflict (node_id, wait_id) do update set wait = excluded.wait,
              ended_at = coalesce(excluded.ended_at, waits.ended_at), expired = coalesce(excluded.expired, waits.expired),
              expired_due = coalesce(excluded.expired_due, waits.expired_due)""",
            List.of(
                    column("node_id", "uuid", Row.OfWait::node),
                    column("wait_id", "bigint", Row.OfWait::id),
                    column("attempt", "text", Row.OfWait::attempt),
                    column("state", "text", Row.OfWait::state),
                    column("subject", "text", row -> row.waiting().subject()),
                    column("what", "text", row -> row.waiting().what()),
                    column("since", "timestamptz", row -> row.waiting().since()),
                    column("ended_at", "timestamptz", Row.OfWait::endedAt),
                    column("expired", "text", Row.OfWait::expired),
                    column("expired_due", "timestamptz", Row.OfWait::expiredDue),
                    column("wait", "text", Row.OfWait::waitJson)));

    private AttemptTables() {}

    static void write(Connection connection, Rows rows) throws SQLException {
        ATTEMPTS.write(connection, rows.attempts());
        MARKS.write(connection, rows.marks());
        WAITS.write(connection, rows.waits());
    }
}

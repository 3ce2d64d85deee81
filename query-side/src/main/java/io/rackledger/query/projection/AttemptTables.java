package io.rackledger.query.projection;

import static io.rackledger.query.projection.SqlType.BIGINT;
import static io.rackledger.query.projection.SqlType.JSON;
import static io.rackledger.query.projection.SqlType.TEXT;
import static io.rackledger.query.projection.SqlType.TIMESTAMPTZ;
import static io.rackledger.query.projection.SqlType.UUID;
import static io.rackledger.query.projection.Table.column;

import io.rackledger.query.document.DocumentJson;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The tables of attempts and waits. */
final class AttemptTables {
    private static final DocumentJson DOCUMENTS = new DocumentJson();

    private static final Table<Row.OfAttempt> ATTEMPTS = new Table<>(
            "attempts",
            """
            on conflict (attempt) do update set stage = excluded.stage, outcome = excluded.outcome,
              ended_at = excluded.ended_at, failure = excluded.failure, finding = excluded.finding,
              marks = attempts.marks || excluded.marks""",
            List.of(
                    column("attempt", TEXT, Row.OfAttempt::attempt),
                    column("node_id", UUID, Row.OfAttempt::node),
                    column("number", BIGINT, Row.OfAttempt::number),
                    column("action", TEXT, Row.OfAttempt::action),
                    column("stage", TEXT, Row.OfAttempt::stage),
                    column("outcome", TEXT, Row.OfAttempt::outcome),
                    column("started_at", TIMESTAMPTZ, Row.OfAttempt::startedAt),
                    column("ended_at", TIMESTAMPTZ, Row.OfAttempt::endedAt),
                    column("failure", TEXT, Row.OfAttempt::failure),
                    column("finding", TEXT, Row.OfAttempt::findingJson),
                    column("marks", TEXT, Row.OfAttempt::marks)));

    /** The state in which a wait began stays. */
    private static final Table<Row.OfWait> WAITS = new Table<>(
            "waits",
            """
            on conflict (node_id, wait_id) do update set wait = excluded.wait,
              ended_at = coalesce(excluded.ended_at, waits.ended_at), expired = coalesce(excluded.expired, waits.expired),
              expired_due = coalesce(excluded.expired_due, waits.expired_due)""",
            List.of(
                    column("node_id", UUID, Row.OfWait::node),
                    column("wait_id", BIGINT, Row.OfWait::id),
                    column("attempt", TEXT, Row.OfWait::attempt),
                    column("state", TEXT, Row.OfWait::state),
                    column("subject", TEXT, row -> row.waiting().subject()),
                    column("what", TEXT, row -> row.waiting().what()),
                    column("since", TIMESTAMPTZ, row -> row.waiting().since()),
                    column("ended_at", TIMESTAMPTZ, Row.OfWait::endedAt),
                    column("expired", TEXT, Row.OfWait::expired),
                    column("expired_due", TIMESTAMPTZ, Row.OfWait::expiredDue),
                    column("wait", JSON, row -> DOCUMENTS.bytes(row.waiting()))));

    private AttemptTables() {}

    static void write(Connection connection, Rows rows) throws SQLException {
        ATTEMPTS.write(connection, rows.attempts(), Row.OfAttempt::fresh);
        WAITS.write(connection, rows.waits(), Row.OfWait::fresh);
    }
}

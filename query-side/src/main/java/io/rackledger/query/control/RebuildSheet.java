package io.rackledger.query.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/** The row that tells how the newest rebuild stands, as the follower writes it. Every method commits. */
public final class RebuildSheet {
    private static final String BEGIN = """
            insert into rackledger_control.rebuild as r (state, cause, version, started_at) values ('filling', ?, ?, ?)
            on conflict (only_row) do update set state = excluded.state, cause = excluded.cause, version = excluded.version,
              started_at = excluded.started_at, ended_at = null, done = 0, total = 0, per_second = 0, switch_ms = null, trouble = ''""";
    private static final String PROGRESS =
            "update rackledger_control.rebuild set done = ?, total = ?, per_second = ?, trouble = ?";
    private static final String END = """
            update rackledger_control.rebuild set state = ?, ended_at = ?,
              done = case when cast(? as boolean) then total else done end""";
    private static final String SWITCH = "update rackledger_control.rebuild set switch_ms = ?";
    private static final String READ = "select version from rackledger_control.rebuild where state = 'filling'";

    private RebuildSheet() {}

    public static void begin(Connection connection, String cause, int version, Instant at) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BEGIN)) {
            statement.setString(1, cause);
            statement.setInt(2, version);
            statement.setObject(3, time(at));
            statement.executeUpdate();
            connection.commit();
        }
    }

    /** @param done records taken up; {@code total} those that there are; both counted by their places in the log */
    public static void progress(Connection connection, long done, long total, double perSecond, String trouble)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PROGRESS)) {
            statement.setLong(1, done);
            statement.setLong(2, total);
            statement.setDouble(3, perSecond);
            statement.setString(4, trouble);
            statement.executeUpdate();
            connection.commit();
        }
    }

    /** Commits whatever belongs to the end, too. */
    public static void end(Connection connection, RebuildState state, Instant at) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(END)) {
            statement.setString(1, state.name().toLowerCase(Locale.ROOT));
            statement.setObject(2, time(at));
            statement.setBoolean(3, state == RebuildState.DONE);
            statement.executeUpdate();
            connection.commit();
        }
    }

    /** How long the live rows stood still for the switch. */
    public static void switchTook(Connection connection, long millis) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SWITCH)) {
            statement.setLong(1, millis);
            statement.executeUpdate();
            connection.commit();
        }
    }

    /** The version that a rebuild under way makes. */
    public static Optional<Integer> filling(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ);
                ResultSet found = statement.executeQuery()) {
            Optional<Integer> version = found.next() ? Optional.of(found.getInt(1)) : Optional.empty();
            connection.commit();
            return version;
        }
    }

    private static OffsetDateTime time(Instant at) {
        return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
    }
}

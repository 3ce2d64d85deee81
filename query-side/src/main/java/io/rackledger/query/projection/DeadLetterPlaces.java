package io.rackledger.query.projection;

import io.rackledger.core.door.LogTopic;
import io.rackledger.core.identity.LogPosition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where in the log the dead letters of one key are, in their order.
 *
 * @param topic the one they are all in
 */
record DeadLetterPlaces(LogTopic topic, List<LogPosition> positions) {
    private static final String OF_KEY =
            "select part, log_offset from dead_letters where topic = ? and record_key = ? order by part, log_offset";

    private static final String FIRST =
            "select reason from dead_letters where record_key = ? order by topic, part, log_offset limit 1";

    DeadLetterPlaces {
        positions = List.copyOf(positions);
    }

    /** Of one topic; commits. */
    static DeadLetterPlaces of(Connection connection, LogTopic topic, String key) throws SQLException {
        List<LogPosition> positions = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(OF_KEY)) {
            statement.setString(1, topic.name());
            statement.setString(2, key);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    positions.add(new LogPosition(found.getInt(1), found.getLong(2)));
                }
            }
        }
        connection.commit();
        return new DeadLetterPlaces(topic, positions);
    }

    /** Why the first dead letter of the key is one; empty where there is none. Commits. */
    static String firstReason(Connection connection, String key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FIRST)) {
            statement.setString(1, key);
            try (ResultSet found = statement.executeQuery()) {
                String reason = found.next() ? found.getString(1) : "";
                connection.commit();
                return reason;
            }
        }
    }

    boolean isEmpty() {
        return positions.isEmpty();
    }
}

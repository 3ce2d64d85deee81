package io.rackledger.query.projection;

import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;

/** The places up to which the rows are made; they move in the transaction of the rows. */
final class Offsets {
    private static final String READ = "select topic, part, next_offset from projection_offsets";

    /** Moves a place only from where this follower had left it. */
    private static final String MOVE = """
            insert into projection_offsets as o (topic, part, next_offset) values (?, ?, ?)
            on conflict (topic, part) do update set next_offset = excluded.next_offset where o.next_offset = ?""";

    private Offsets() {}

    /** Another follower has moved the places: this one must stop and begin anew. */
    static final class Overtaken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Overtaken(LogTopic topic, int partition) {
            super("another follower has moved " + topic + " of partition " + partition);
        }
    }

    static Map<LogTopic, LogVector> read(Connection connection) throws SQLException {
        Map<LogTopic, LogVector> places = new EnumMap<>(LogTopic.class);
        for (LogTopic topic : LogTopic.values()) {
            places.put(topic, LogVector.START);
        }
        try (PreparedStatement statement = connection.prepareStatement(READ);
                ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                LogTopic topic = LogTopic.valueOf(found.getString(1));
                int partition = found.getInt(2);
                long next = found.getLong(3);
                places.computeIfPresent(topic, (LogTopic _, LogVector place) -> place.with(partition, next));
            }
        }
        return places;
    }

    static void move(Connection connection, LogTopic topic, LogVector from, LogVector to) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MOVE)) {
            for (Map.Entry<Integer, Long> place : to.next().entrySet()) {
                int partition = place.getKey();
                if (from.of(partition) == place.getValue()) {
                    continue;
                }
                statement.setString(1, topic.name());
                statement.setInt(2, partition);
                statement.setLong(3, place.getValue());
                statement.setLong(4, from.of(partition));
                if (statement.executeUpdate() != 1) {
                    throw new Overtaken(topic, partition);
                }
            }
        }
    }
}

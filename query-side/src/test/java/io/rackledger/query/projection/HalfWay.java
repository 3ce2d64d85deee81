package io.rackledger.query.projection;

import io.rackledger.core.door.Feed;
import io.rackledger.core.door.FeedReader;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.query.Rack;
import io.rackledger.query.TestDatabase;
import io.rackledger.query.control.RebuildSheet;
import io.rackledger.query.store.ProjectionDatabase;
import io.rackledger.query.store.ProjectionSchema;
import io.rackledger.query.store.SchemaName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Makes what a rebuild leaves behind that was killed in the middle. */
final class HalfWay {
    private HalfWay() {}

    /** Fills the next schema exactly up to the places, record by record, and lets go of it. */
    static void fill(Feed feed, TestDatabase test, Map<LogTopic, LogVector> places) {
        ProjectionDatabase database = new ProjectionDatabase(test.dataSource());
        try (Connection connection = database.open(SchemaName.NEXT)) {
            new ProjectionSchema(database, SchemaName.NEXT, StateJson.FORM).prepare();
            RebuildSheet.begin(connection, "a test", ProjectionSchema.VERSION, Rack.START);
            Map<LogTopic, LogVector> start = new EnumMap<>(LogTopic.class);
            places.keySet().forEach(topic -> start.put(topic, LogVector.START));
            BatchWriter writer = new BatchWriter(connection, start, ProjectionSettings.FOLDED);
            try (FeedReader reader = feed.readAll(start)) {
                writer.write(reader.poll(Duration.ofSeconds(5)).stream()
                        .filter(record -> places.getOrDefault(RecordProjector.topic(record), LogVector.START)
                                .covers(record.position()))
                        .toList());
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}

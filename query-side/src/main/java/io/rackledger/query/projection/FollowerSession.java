package io.rackledger.query.projection;

import io.rackledger.core.door.FeedReader;
import io.rackledger.core.door.LogRecord;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.query.document.DocumentJson;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * One run of the follower over one connection: from the beginning of node-events, because the fold lives in memory, and from the stored
 * place of the signals. Records that are in the rows already are folded, and not written again. Not thread-safe.
 */
final class FollowerSession {
    private final ProjectionSettings settings;
    private final ProjectionProgress progress;
    private final BatchWriter writer;
    private final NodeProjector nodes;
    private final SignalProjector signals;
    private final Map<LogTopic, LogVector> stored;
    private final Map<LogTopic, LogVector> goal;
    private boolean live;

    FollowerSession(
            ProjectionSettings settings,
            ProjectionProgress progress,
            Connection connection,
            Map<LogTopic, LogVector> stored,
            Map<LogTopic, LogVector> goal) {
        DocumentJson json = new DocumentJson();
        this.settings = settings;
        this.progress = progress;
        this.writer = new BatchWriter(connection, stored);
        this.nodes = new NodeProjector(json);
        this.signals = new SignalProjector(json);
        this.stored = new EnumMap<>(stored);
        this.goal = goal;
    }

    /** Where a reader for this session must begin. */
    static Map<LogTopic, LogVector> beginning(Map<LogTopic, LogVector> stored) {
        Map<LogTopic, LogVector> from = new EnumMap<>(stored);
        from.put(LogTopic.NODE_EVENTS, LogVector.START);
        return from;
    }

    /** Follows until told to stop. */
    void follow(FeedReader reader, BooleanSupplier stopping) throws SQLException {
        progress.enter(FollowerState.CATCHING_UP);
        progress.reach(stored);
        while (!stopping.getAsBoolean()) {
            project(reader.poll(settings.poll()), stopping);
            tellWhenLive();
        }
    }

    private void project(List<LogRecord> records, BooleanSupplier stopping) throws SQLException {
        for (int from = 0; from < records.size() && !stopping.getAsBoolean(); from += settings.batch()) {
            List<BatchWriter.Item> items = new ArrayList<>();
            for (LogRecord record : records.subList(from, Math.min(records.size(), from + settings.batch()))) {
                boolean written = written(record);
                BatchWriter.Item item = item(record, written);
                if (!written) {
                    items.add(item);
                }
            }
            if (!items.isEmpty()) {
                writer.write(items);
                progress.reach(writer.written());
            }
        }
    }

    private boolean written(LogRecord record) {
        LogTopic topic = switch (record) {
            case LogRecord.OfNode _ -> LogTopic.NODE_EVENTS;
            case LogRecord.OfSignal _ -> LogTopic.SIGNALS;
            case LogRecord.Unreadable unreadable -> unreadable.topic();
        };
        return stored.getOrDefault(topic, LogVector.START).covers(record.position());
    }

    private BatchWriter.Item item(LogRecord record, boolean written) {
        return switch (record) {
            case LogRecord.OfNode(NodeRecord node) ->
                new BatchWriter.Item(
                        LogTopic.NODE_EVENTS, record.position(), node.node().value(), nodes.project(node, written));
            case LogRecord.OfSignal signal ->
                new BatchWriter.Item(
                        LogTopic.SIGNALS,
                        record.position(),
                        signal.signal().subject().key(),
                        signals.project(signal));
            case LogRecord.Unreadable(LogTopic topic, LogPosition position, String key, String reason) -> {
                Rows rows = new Rows();
                rows.add(new Row.OfDeadLetter(topic, position, key, reason));
                yield new BatchWriter.Item(topic, position, key, rows);
            }
        };
    }

    private void tellWhenLive() {
        if (live) {
            return;
        }
        Map<LogTopic, LogVector> written = writer.written();
        live = goal.entrySet().stream()
                .allMatch(end ->
                        written.getOrDefault(end.getKey(), LogVector.START).covers(end.getValue()));
        if (live) {
            progress.enter(FollowerState.LIVE);
        }
    }
}

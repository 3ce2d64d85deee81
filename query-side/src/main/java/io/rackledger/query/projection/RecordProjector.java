package io.rackledger.query.projection;

import io.rackledger.core.door.LogRecord;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.identity.NodeId;
import io.rackledger.query.document.DocumentJson;
import io.rackledger.query.document.SignalWords;
import java.util.Optional;
import java.util.regex.Pattern;

/** Any record as rows, or as a dead letter. Not thread-safe. */
final class RecordProjector {
    private static final Pattern NODE = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final NodeProjector nodes;
    private final SignalProjector signals;
    private final DocumentJson json;

    RecordProjector(FoldedNodes folded, DocumentJson json) {
        this.nodes = new NodeProjector(folded, json);
        this.signals = new SignalProjector(json);
        this.json = json;
    }

    static LogTopic topic(LogRecord record) {
        return switch (record) {
            case LogRecord.OfNode _ -> LogTopic.NODE_EVENTS;
            case LogRecord.OfSignal _ -> LogTopic.SIGNALS;
            case LogRecord.Unreadable unreadable -> unreadable.topic();
        };
    }

    /** The node whose fold the record may change. */
    static Optional<NodeId> folded(LogRecord record) {
        return switch (record) {
            case LogRecord.OfNode of -> Optional.of(of.record().node());
            case LogRecord.OfSignal _ -> Optional.empty();
            case LogRecord.Unreadable unreadable -> node(unreadable);
        };
    }

    Rows project(LogRecord record) {
        return switch (record) {
            case LogRecord.OfNode of -> nodes.project(of.record());
            case LogRecord.OfSignal signal -> signals.project(signal);
            case LogRecord.Unreadable unreadable -> unreadable(unreadable);
        };
    }

    /** What is kept of a record that PostgreSQL refused. */
    Rows refused(LogRecord record, String reason) {
        return switch (record) {
            case LogRecord.OfNode of -> nodes.refused(of.record(), reason);
            case LogRecord.OfSignal signal -> refused(signal, reason);
            case LogRecord.Unreadable unreadable -> unreadable(unreadable);
        };
    }

    private Rows unreadable(LogRecord.Unreadable record) {
        node(record).ifPresent(node -> nodes.unreadable(node, record.position(), record.reason()));
        Rows rows = new Rows();
        rows.add(new Row.OfDeadLetter(
                record.topic(),
                record.position(),
                record.key(),
                node(record).map(NodeId::value),
                Optional.empty(),
                DeadLetterKind.UNREADABLE,
                "",
                record.reason(),
                Optional.empty()));
        return rows;
    }

    private Rows refused(LogRecord.OfSignal record, String reason) {
        Rows rows = new Rows();
        rows.add(new Row.OfDeadLetter(
                LogTopic.SIGNALS,
                record.position(),
                record.signal().subject().key(),
                Optional.empty(),
                Optional.empty(),
                DeadLetterKind.REFUSED,
                SignalWords.type(record.signal().body()),
                reason,
                Optional.of(json.write(record.signal().body()))));
        return rows;
    }

    private static Optional<NodeId> node(LogRecord.Unreadable record) {
        return record.topic() == LogTopic.NODE_EVENTS
                        && NODE.matcher(record.key()).matches()
                ? Optional.of(new NodeId(record.key()))
                : Optional.empty();
    }
}

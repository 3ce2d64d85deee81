package io.rackledger.eventlog.memory;

import io.rackledger.core.door.AppendRequest;
import io.rackledger.core.door.AppendResult;
import io.rackledger.core.door.History;
import io.rackledger.core.door.LogRecord;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.NodeLog;
import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.NodeId;
import io.rackledger.eventlog.fold.NodeTable;
import io.rackledger.eventlog.fold.Partitioning;
import io.rackledger.eventlog.fold.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Appends and folds in one step under the lock of the topics, so every answer is there when the call returns. */
final class MemoryNodeLog implements NodeLog, History {
    private final MemoryTopics topics;
    private final NodeTable table;
    private final Progress progress;
    private final MemoryFaults faults;

    MemoryNodeLog(MemoryTopics topics, NodeTable table, Progress progress, MemoryFaults faults) {
        this.topics = topics;
        this.table = table;
        this.progress = progress;
        this.faults = faults;
    }

    @Override
    public CompletableFuture<AppendResult> append(AppendRequest request) {
        if (topics.stopped().isDone()) {
            return CompletableFuture.failedFuture(new IllegalStateException(
                    "the record was not sent to the log: " + topics.stopped().join()));
        }
        try {
            AppendResult result = topics.locked(() -> switch (faults.next()) {
                case NONE -> appended(request);
                case ANSWER_LOST -> {
                    appended(request);
                    yield unknown(request);
                }
                case RECORD_LOST -> unknown(request);
                case REFUSED -> throw MemoryFaults.refused();
            });
            progress.release();
            return CompletableFuture.completedFuture(result);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private AppendResult appended(AppendRequest request) {
        NodeStream current = table.current(request.node());
        if (current.sequence() != request.expectedSequence()) {
            return new AppendResult.Lost(current);
        }
        table.rehearse(record(request, LogPosition.START));
        NodeRecord record = topics.append(
                        LogTopic.NODE_EVENTS,
                        request.node().value(),
                        position -> new LogRecord.OfNode(record(request, position)))
                .record();
        table.apply(record);
        progress.advance(record.position().partition(), record.position().offset() + 1);
        return new AppendResult.Appended(record, table.current(request.node()));
    }

    private static NodeRecord record(AppendRequest request, LogPosition position) {
        return new NodeRecord(
                request.node(),
                request.expectedSequence() + 1,
                position,
                request.at(),
                request.context(),
                request.events());
    }

    private static AppendResult unknown(AppendRequest request) {
        return new AppendResult.OutcomeUnknown(request.context().command(), "the log was told not to answer");
    }

    @Override
    public List<NodeRecord> of(NodeId node) {
        int partition = Partitioning.of(node.value(), topics.partitions());
        NodeStream stream = NodeStream.EMPTY;
        List<NodeRecord> applied = new ArrayList<>();
        for (LogRecord record : topics.read(LogTopic.NODE_EVENTS, partition, 0, Integer.MAX_VALUE)) {
            if (record instanceof LogRecord.OfNode of
                    && of.record().node().equals(node)
                    && stream.follows(of.record())) {
                stream = stream.apply(of.record());
                applied.add(of.record());
            }
        }
        return applied;
    }
}

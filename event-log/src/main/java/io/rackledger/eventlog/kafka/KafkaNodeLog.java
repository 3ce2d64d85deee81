package io.rackledger.eventlog.kafka;

import io.rackledger.core.crash.CrashPoint;
import io.rackledger.core.door.AppendRequest;
import io.rackledger.core.door.AppendResult;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.door.NodeLog;
import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.node.Attempt;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.NodeState;
import io.rackledger.eventlog.codec.NodeRecordCodec;
import io.rackledger.eventlog.codec.WireRecord;
import io.rackledger.eventlog.fold.NodeTable;
import io.rackledger.eventlog.fold.Partitioning;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Optimistic append: the record claims the next sequence, and the fold tells whether the log gave it. */
final class KafkaNodeLog implements NodeLog {
    private final String topic;
    private final int partitions;
    private final NodeTable table;
    private final ReadBack<AppendResult> readBack;
    private final CompletableFuture<LogVector> folded;

    /**
     * @param folded complete when all that was in the log at the start is folded; appends wait for it
     */
    KafkaNodeLog(
            String topic,
            int partitions,
            NodeTable table,
            ReadBack<AppendResult> readBack,
            CompletableFuture<LogVector> folded) {
        this.topic = topic;
        this.partitions = partitions;
        this.table = table;
        this.readBack = readBack;
        this.folded = folded;
    }

    @Override
    public CompletableFuture<AppendResult> append(AppendRequest request) {
        return folded.isDone() && !folded.isCompletedExceptionally()
                ? appendNow(request)
                : folded.thenCompose(_ -> appendNow(request));
    }

    private CompletableFuture<AppendResult> appendNow(AppendRequest request) {
        Optional<String> frozen = table.frozen(request.node());
        if (frozen.isPresent()) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("node " + request.node() + " cannot be written to: " + frozen.get()));
        }
        NodeStream current = table.current(request.node());
        if (current.sequence() != request.expectedSequence()) {
            return CompletableFuture.completedFuture(new AppendResult.Lost(current));
        }
        try {
            table.rehearse(claimed(request));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
        WireRecord wire = NodeRecordCodec.encode(request, attempt(request, current.state()));
        int partition = Partitioning.of(request.node().value(), partitions);
        ProducerRecord<byte[], byte[]> record = LogWriter.record(topic, partition, wire);
        CrashPoint.BEFORE_APPEND.pass();
        return readBack.append(record).thenApply(answer -> switch (answer) {
            case ReadBack.Answer.CameBack<AppendResult>(AppendResult verdict) -> {
                CrashPoint.AFTER_APPEND.pass();
                yield verdict;
            }
            case ReadBack.Answer.Unknown<AppendResult>(String why) ->
                new AppendResult.OutcomeUnknown(request.context().command(), why);
        });
    }

    private static NodeRecord claimed(AppendRequest request) {
        return new NodeRecord(
                request.node(),
                request.expectedSequence() + 1,
                LogPosition.START,
                request.at(),
                request.context(),
                request.events());
    }

    /** The attempt that the record belongs to: the one that its events name, else the one that runs. */
    private static Optional<AttemptId> attempt(AppendRequest request, NodeState state) {
        for (NodeEvent event : request.events()) {
            if (event instanceof NodeEvent.AttemptStarted started) {
                return Optional.of(started.attempt());
            }
        }
        return switch (state) {
            case Node node -> node.runningAttempt().map(Attempt::id);
            case NodeState.Unknown _, NodeState.Deleted _ -> Optional.empty();
        };
    }
}

package io.rackledger.eventlog.kafka;

import io.rackledger.core.door.SignalLog;
import io.rackledger.core.door.SignalRefusedException;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.signal.Signal;
import io.rackledger.eventlog.codec.SignalCodec;
import io.rackledger.eventlog.codec.WireRecord;
import io.rackledger.eventlog.fold.Partitioning;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/** Signals are only written: whoever reads them drops what it has seen, by the signal's id. */
final class KafkaSignalLog implements SignalLog {
    private final LogWriter writer;
    private final String topic;
    private final int partitions;
    private final Executor releases;

    KafkaSignalLog(KafkaParts parts) {
        this.writer = parts.observed();
        this.topic = parts.topics().name(TopicName.SIGNALS);
        this.partitions = parts.topics().partitions(TopicName.SIGNALS);
        this.releases = parts.releases();
    }

    @Override
    public CompletableFuture<LogPosition> report(Signal signal) {
        WireRecord wire;
        try {
            wire = SignalCodec.encode(signal);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(new SignalRefusedException("it has no wire form: " + e, e));
        }
        int partition = Partitioning.of(wire.key(), partitions);
        return writer.send(LogWriter.record(topic, partition, wire))
                .handleAsync(KafkaSignalLog::answer, releases)
                .thenCompose(Function.identity());
    }

    /** What concerns this record alone, and will be the same with each try, is told apart from a log that is away. */
    private static CompletableFuture<LogPosition> answer(@Nullable LogPosition place, @Nullable Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof RecordTooLargeException || each instanceof InvalidRecordException) {
                return CompletableFuture.failedFuture(
                        new SignalRefusedException(String.valueOf(each.getMessage()), each));
            }
        }
        return failure == null && place != null
                ? CompletableFuture.completedFuture(place)
                : CompletableFuture.failedFuture(failure == null ? new IllegalStateException("no place") : failure);
    }
}

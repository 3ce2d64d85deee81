package io.rackledger.eventlog.kafka;

import io.rackledger.core.door.SignalLog;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.signal.Signal;
import io.rackledger.eventlog.codec.SignalCodec;
import io.rackledger.eventlog.codec.WireRecord;
import io.rackledger.eventlog.fold.Partitioning;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

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
        WireRecord wire = SignalCodec.encode(signal);
        int partition = Partitioning.of(wire.key(), partitions);
        return writer.send(LogWriter.record(topic, partition, wire)).thenApplyAsync(Function.identity(), releases);
    }
}

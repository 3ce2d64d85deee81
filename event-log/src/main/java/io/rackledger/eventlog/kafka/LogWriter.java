package io.rackledger.eventlog.kafka;

import io.rackledger.core.identity.LogPosition;
import io.rackledger.eventlog.EventLog;
import io.rackledger.eventlog.codec.WireRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A producer that tells for every record whether it is in the log, surely not, or perhaps, and that replaces its Kafka producer when
 * that one has fallen into a state that it cannot leave. Thread-safe.
 */
final class LogWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);
    private static final byte[] OWN_VERSION = bytes(EventLog.PROGRAM_VERSION);

    private final Supplier<Producer<byte[], byte[]>> factory;
    private volatile Producer<byte[], byte[]> producer;

    LogWriter(Supplier<Producer<byte[], byte[]>> factory) {
        this.factory = factory;
        this.producer = factory.get();
    }

    static ProducerRecord<byte[], byte[]> record(String topic, int partition, WireRecord wire) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, partition, bytes(wire.key()), wire.value());
        wire.headers().forEach((name, value) -> record.headers().add(name, bytes(value)));
        record.headers().add(Outdated.WRITTEN_BY, OWN_VERSION);
        return record;
    }

    /**
     * Completes with the record's place when it is written as durably as the topic asks for; with a {@link NeverSentException} where
     * it surely is not in the log; with another exception where nobody can tell. May block while the broker is unknown.
     */
    CompletableFuture<LogPosition> send(ProducerRecord<byte[], byte[]> record) {
        return written(record).thenApply(metadata -> new LogPosition(metadata.partition(), metadata.offset()));
    }

    /** The same, with the time that the broker gave the record. */
    CompletableFuture<Instant> sendForTime(ProducerRecord<byte[], byte[]> record) {
        return written(record).thenApply(metadata -> Instant.ofEpochMilli(metadata.timestamp()));
    }

    private CompletableFuture<RecordMetadata> written(ProducerRecord<byte[], byte[]> record) {
        CompletableFuture<RecordMetadata> written = new CompletableFuture<>();
        Producer<byte[], byte[]> used = producer;
        Thread caller = Thread.currentThread();
        AtomicBoolean handingOver = new AtomicBoolean(true);
        try {
            used.send(record, (metadata, failure) -> {
                // A failure told on our own thread before send returns has never been in the producer's queue.
                boolean refused = handingOver.get() && Thread.currentThread() == caller;
                settle(written, metadata, failure, refused);
                replaceIfBroken(used, failure);
            });
        } catch (KafkaException | IllegalStateException e) {
            written.completeExceptionally(new NeverSentException(e));
            replaceIfBroken(used, e);
        } finally {
            handingOver.set(false);
        }
        return written;
    }

    private static void settle(
            CompletableFuture<RecordMetadata> written,
            @Nullable RecordMetadata metadata,
            @Nullable Exception failure,
            boolean refused) {
        if (failure != null) {
            boolean never = refused || surelyRejected(failure);
            written.completeExceptionally(never ? new NeverSentException(failure) : failure);
        } else if (metadata != null) {
            written.complete(metadata);
        }
    }

    private static boolean surelyRejected(Exception failure) {
        return failure instanceof RecordTooLargeException
                || failure instanceof InvalidRecordException
                || failure instanceof AuthorizationException;
    }

    /** Anything that Kafka would retry, or that concerns one record only, leaves the producer usable. */
    private void replaceIfBroken(Producer<byte[], byte[]> used, @Nullable Exception failure) {
        if (failure == null
                || failure instanceof RetriableException
                || failure instanceof InterruptException
                || surelyRejected(failure)) {
            return;
        }
        Thread.ofVirtual().name("replace-producer").start(() -> replace(used, failure));
    }

    private synchronized void replace(Producer<byte[], byte[]> used, Exception failure) {
        if (producer == used) {
            LOG.warn("the producer is replaced after {}", failure.toString());
            producer = factory.get();
            used.close(Duration.ZERO);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void close() {
        producer.close(CLOSE_PATIENCE);
    }
}

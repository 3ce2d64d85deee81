package io.rackledger.eventlog.kafka;

import io.rackledger.eventlog.fold.Progress;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows some partitions of a topic, from where their fold begins, on a thread of its own. A failure that Kafka cannot get over stops the
 * follower for good and is told to all who wait: a fold that skipped something would be wrong in silence.
 */
final class TopicFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final Progress progress;
    private final Fold fold;
    private final Consumer<String> onStop;
    private final Thread thread;
    private final CompletableFuture<String> stopped;
    private volatile boolean closed;

    /**
     * @param fold runs on the follower's thread
     * @param onStop told once that the follower was closed, or why it has stopped before
     * @param stopped completed where it has stopped before
     */
    TopicFollower(
            String name,
            KafkaConsumer<byte[], byte[]> consumer,
            List<TopicPartition> partitions,
            Progress progress,
            Fold fold,
            Consumer<String> onStop,
            CompletableFuture<String> stopped) {
        this.consumer = consumer;
        this.partitions = partitions;
        this.progress = progress;
        this.fold = fold;
        this.onStop = onStop;
        this.stopped = stopped;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try (consumer) {
            consumer.assign(partitions);
            partitions.forEach(this::begin);
            while (!closed) {
                poll();
            }
            stop("the log was closed");
        } catch (WakeupException _) {
            stop("the log was closed");
        } catch (RuntimeException e) {
            LOG.error("follower {} stops: this instance must be started again once the cause is gone", name(), e);
            String why = "follower " + name() + " stopped: " + e;
            stop(why);
            stopped.complete(why);
        }
    }

    private void begin(TopicPartition partition) {
        OptionalLong place = closed ? OptionalLong.empty() : fold.begin(partition.partition());
        if (place.isPresent()) {
            consumer.seek(partition, place.getAsLong());
        } else {
            consumer.seekToBeginning(List.of(partition));
        }
    }

    private void poll() {
        try {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            for (TopicPartition partition : records.partitions()) {
                List<ConsumerRecord<byte[], byte[]>> batch = records.records(partition);
                batch.forEach(fold::take);
                fold.passed(batch.getLast());
            }
            // Compaction leaves gaps, also at the end: the consumer's own place passes them.
            partitions.forEach(each -> progress.advance(each.partition(), consumer.position(each)));
            progress.release();
        } catch (RetriableException e) {
            LOG.warn("follower {} tries again after {}", name(), e.toString());
        }
    }

    private void stop(String why) {
        onStop.accept(why);
        progress.fail(new IllegalStateException(why));
    }

    private String name() {
        return thread.getName();
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            if (!thread.join(CLOSE_PATIENCE)) {
                LOG.warn("follower {} did not end within {}", name(), CLOSE_PATIENCE);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.rackledger.eventlog.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Appends that wait until their own record has come back through the fold. A header names the writer and counts its records, so that
 * a record finds its waiter even where two writers, or two tries, claim the same sequence. Thread-safe.
 *
 * @param <V> what the fold found when it met the record
 */
final class ReadBack<V> {
    /** Not a CloudEvents attribute: it means nothing to anybody but the writer. */
    static final String WRITER = "rackledger-writer";

    private final LogWriter writer;
    private final Duration deadline;
    private final Executor releases;
    private final String instance;
    private final AtomicLong count = new AtomicLong();
    private final Map<String, CompletableFuture<Answer<V>>> waiting = new ConcurrentHashMap<>();
    private volatile @Nullable String stopped;

    /** What an append learns. */
    sealed interface Answer<V> {
        /** The record has come back. */
        record CameBack<V>(V verdict) implements Answer<V> {}

        /** It has not, in time; it may still. */
        record Unknown<V>(String why) implements Answer<V> {}
    }

    /**
     * @param instance names this instance among all that write; must never repeat
     * @param releases where the waiters go on, so that they never hold up the fold
     */
    ReadBack(String instance, LogWriter writer, Duration deadline, Executor releases) {
        this.instance = instance;
        this.writer = writer;
        this.deadline = deadline;
        this.releases = releases;
    }

    /** Sends the record and waits for it; exceptionally only with a {@link NeverSentException}. */
    CompletableFuture<Answer<V>> append(ProducerRecord<byte[], byte[]> record) {
        String why = stopped;
        if (why != null) {
            return CompletableFuture.failedFuture(new NeverSentException(why));
        }
        String tag = instance + "/" + count.incrementAndGet();
        record.headers().add(WRITER, tag.getBytes(StandardCharsets.UTF_8));
        CompletableFuture<Answer<V>> answer = new CompletableFuture<>();
        waiting.put(tag, answer);
        releaseIfStopped(answer);
        writer.send(record).whenComplete((_, failure) -> {
            if (failure instanceof NeverSentException) {
                answer.completeExceptionally(failure);
            } else if (failure != null) {
                answer.complete(new Answer.Unknown<>("the log did not confirm the record: " + failure));
            }
        });
        answer.completeOnTimeout(
                new Answer.Unknown<>("the record did not come back within " + deadline),
                deadline.toMillis(),
                TimeUnit.MILLISECONDS);
        return answer.whenComplete((_, _) -> waiting.remove(tag)).thenApplyAsync(Function.identity(), releases);
    }

    /** The fold has met a record: its waiter, where it is one of ours, learns the verdict. */
    void cameBack(Headers headers, Supplier<V> verdict) {
        Header header = headers.lastHeader(WRITER);
        if (header == null || waiting.isEmpty()) {
            return;
        }
        CompletableFuture<Answer<V>> answer = waiting.remove(new String(header.value(), StandardCharsets.UTF_8));
        if (answer != null) {
            answer.complete(new Answer.CameBack<>(verdict.get()));
        }
    }

    /** Nothing comes back any more: the fold has stopped. */
    void stop(String why) {
        stopped = why;
        waiting.values().forEach(this::releaseIfStopped);
    }

    /** A record that was on its way when the fold stopped may be in the log; later ones are not sent. */
    private void releaseIfStopped(CompletableFuture<Answer<V>> answer) {
        String why = stopped;
        if (why != null) {
            answer.complete(new Answer.Unknown<>(why));
        }
    }
}

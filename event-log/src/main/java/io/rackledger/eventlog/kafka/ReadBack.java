package io.rackledger.eventlog.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Appends that wait until their own record has come back through the fold. A header names the writer and counts its records, so that
 * a record finds its waiter even where two writers, or two tries, claim the same sequence. Thread-safe.
 *
 * <p>Waiters go on in groups, as their records came back: one hand-over to the executor for many. What a waiter does next must not wait for
 * another append.
 *
 * @param <V> what the fold found when it met the record
 */
final class ReadBack<V> {
    /** Not a CloudEvents attribute: it means nothing to anybody but the writer. */
    static final String WRITER = "rackledger-writer";
    /** So many waiters go on together at most; the first of a long batch should not wait for its last. */
    private static final int GROUP = 64;

    private static final int LOOKS_PER_DEADLINE = 20;

    private final LogWriter writer;
    private final Duration deadline;
    private final Executor releases;
    private final Executor laterLook;
    private final String instance;
    private final AtomicLong count = new AtomicLong();
    private final Map<String, Waiter<V>> waiting = new ConcurrentHashMap<>();
    private final Queue<Runnable> cameBack = new ConcurrentLinkedQueue<>();
    private final AtomicInteger cameBackCount = new AtomicInteger();
    private final AtomicBoolean looking = new AtomicBoolean();
    private final AtomicLong looks = new AtomicLong();
    private volatile @Nullable String stopped;

    /** @param since how many looks there had been when it began to wait */
    private record Waiter<V>(CompletableFuture<Answer<V>> answer, long since) {}

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
        this.laterLook = CompletableFuture.delayedExecutor(
                deadline.toNanos() / LOOKS_PER_DEADLINE, TimeUnit.NANOSECONDS, releases);
    }

    /** Sends the record and waits for it; exceptionally only with a {@link NeverSentException}. */
    CompletableFuture<Answer<V>> append(ProducerRecord<byte[], byte[]> record) {
        String why = stopped;
        if (why != null) {
            return CompletableFuture.failedFuture(new NeverSentException(why));
        }
        String tag = instance + "/" + count.incrementAndGet();
        record.headers().add(WRITER, tag.getBytes(StandardCharsets.UTF_8));
        Waiter<V> waiter = new Waiter<>(new CompletableFuture<>(), looks.get());
        waiting.put(tag, waiter);
        releaseIfStopped(tag);
        lookLater();
        writer.send(record).whenComplete((_, failure) -> {
            if (failure instanceof NeverSentException) {
                goesOn(tag, answer -> answer.completeExceptionally(failure));
            } else if (failure != null) {
                unknown(tag, "the log did not confirm the record: " + failure);
            }
        });
        return waiter.answer();
    }

    /** The fold has met a record: its waiter, where it is one of ours, learns the verdict at the next {@link #release}. */
    void cameBack(Headers headers, Supplier<V> verdict) {
        Header header = headers.lastHeader(WRITER);
        if (header == null || waiting.isEmpty()) {
            return;
        }
        Waiter<V> waiter = waiting.remove(new String(header.value(), StandardCharsets.UTF_8));
        if (waiter != null) {
            Answer<V> answer = new Answer.CameBack<>(verdict.get());
            cameBack.add(() -> waiter.answer().complete(answer));
            if (cameBackCount.incrementAndGet() >= GROUP) {
                release();
            }
        }
    }

    /** Lets those go on whose records have come back. Called after each batch. */
    void release() {
        if (cameBack.isEmpty()) {
            return;
        }
        cameBackCount.set(0);
        List<Runnable> group = new ArrayList<>(GROUP);
        for (Runnable next = cameBack.poll(); next != null; next = cameBack.poll()) {
            group.add(next);
        }
        releases.execute(() -> group.forEach(Runnable::run));
    }

    /** Nothing comes back any more: the fold has stopped. */
    void stop(String why) {
        stopped = why;
        release();
        waiting.keySet().forEach(this::releaseIfStopped);
    }

    /** A record that was on its way when the fold stopped may be in the log; later ones are not sent. */
    private void releaseIfStopped(String tag) {
        String why = stopped;
        if (why != null) {
            unknown(tag, why);
        }
    }

    private void unknown(String tag, String why) {
        goesOn(tag, answer -> answer.complete(new Answer.Unknown<>(why)));
    }

    private void goesOn(String tag, Consumer<CompletableFuture<Answer<V>>> how) {
        Waiter<V> waiter = waiting.remove(tag);
        if (waiter != null) {
            releases.execute(() -> how.accept(waiter.answer()));
        }
    }

    /** One look for all who wait, several times within a deadline: cheaper than a timer for each append. */
    private void lookLater() {
        if (looking.compareAndSet(false, true)) {
            laterLook.execute(this::look);
        }
    }

    private void look() {
        long now = looks.incrementAndGet();
        waiting.forEach((tag, waiter) -> {
            // The first of these looks may have come at once.
            if (now - waiter.since() > LOOKS_PER_DEADLINE) {
                unknown(tag, "the record did not come back within " + deadline);
            }
        });
        looking.set(false);
        if (!waiting.isEmpty()) {
            lookLater();
        }
    }
}

package io.rackledger.eventlog.fold;

import io.rackledger.core.door.LogVector;
import io.rackledger.core.identity.LogPosition;
import java.time.Duration;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How far a fold has come, and who waits for it. One thread moves it on; any thread asks and waits. Waiters are released on the
 * executor given, so that what they do next never holds up the fold.
 */
public final class Progress {
    private final AtomicLongArray next;
    private final Queue<Waiter> waiters = new ConcurrentLinkedQueue<>();
    private final Executor releases;

    public Progress(int partitions, Executor releases) {
        this.next = new AtomicLongArray(partitions);
        this.releases = releases;
    }

    /** The fold has passed all before this offset. Waiters learn of it at {@link #release}. */
    public void advance(int partition, long nextOffset) {
        next.set(partition, nextOffset);
    }

    /** Completes the waiters whose place is reached. Called once per batch. */
    public void release() {
        if (!waiters.isEmpty()) {
            waiters.removeIf(this::released);
        }
    }

    public LogVector now() {
        SortedMap<Integer, Long> places = new TreeMap<>();
        for (int partition = 0; partition < next.length(); partition++) {
            places.put(partition, next.get(partition));
        }
        return new LogVector(places);
    }

    public CompletableFuture<LogVector> reached(LogPosition position, Duration patience) {
        return reached(LogVector.START.with(position.partition(), position.offset() + 1), patience);
    }

    /** Completes when the fold covers the target, exceptionally with a TimeoutException after the patience. */
    public CompletableFuture<LogVector> reached(LogVector target, Duration patience) {
        if (covers(target)) {
            return CompletableFuture.completedFuture(now());
        }
        Waiter waiter = new Waiter(target, new CompletableFuture<>());
        waiters.add(waiter);
        // The fold may have passed the place between the caller's look and our entry in the queue.
        if (released(waiter)) {
            waiters.remove(waiter);
            return waiter.future();
        }
        CompletableFuture<LogVector> limited = waiter.future().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
        limited.whenComplete((_, _) -> waiters.remove(waiter));
        return limited;
    }

    /** Fails all who wait: the fold has stopped. */
    public void fail(Throwable cause) {
        waiters.removeIf(waiter -> {
            releases.execute(() -> waiter.future().completeExceptionally(cause));
            return true;
        });
    }

    private boolean released(Waiter waiter) {
        if (!covers(waiter.target())) {
            return false;
        }
        releases.execute(() -> waiter.future().complete(now()));
        return true;
    }

    private boolean covers(LogVector target) {
        return target.next().entrySet().stream().allMatch(e -> next.get(e.getKey()) >= e.getValue());
    }

    private record Waiter(LogVector target, CompletableFuture<LogVector> future) {}
}

package io.rackledger.boot.report;

import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.SignalId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Signals that were written or are being written: a machine that repeats itself joins the first write. Only an economy; the
 * readers of the log drop doubles by their ids. Thread-safe.
 */
final class RecentSignals {
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<SignalId, CompletableFuture<LogPosition>> writes = new LinkedHashMap<>();

    RecentSignals(int most) {
        this.most = most;
    }

    /** The write under way or done for that id, else the one begun now. A write that failed is forgotten. */
    CompletableFuture<LogPosition> once(SignalId id, Supplier<CompletableFuture<LogPosition>> write) {
        CompletableFuture<LogPosition> mine = new CompletableFuture<>();
        CompletableFuture<LogPosition> first = claim(id, mine);
        if (first == mine) {
            begin(write, mine);
        }
        return first;
    }

    private CompletableFuture<LogPosition> claim(SignalId id, CompletableFuture<LogPosition> mine) {
        lock.lock();
        try {
            CompletableFuture<LogPosition> earlier = writes.get(id);
            if (earlier != null && !earlier.isCompletedExceptionally()) {
                return earlier;
            }
            writes.remove(id);
            writes.put(id, mine);
            if (writes.size() > most) {
                writes.remove(writes.keySet().iterator().next());
            }
            return mine;
        } finally {
            lock.unlock();
        }
    }

    /** Outside the lock: a log whose buffer is full may block. */
    private static void begin(Supplier<CompletableFuture<LogPosition>> write, CompletableFuture<LogPosition> mine) {
        try {
            write.get().whenComplete((position, failure) -> {
                if (failure == null) {
                    mine.complete(position);
                } else {
                    mine.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException e) {
            mine.completeExceptionally(e);
        }
    }
}

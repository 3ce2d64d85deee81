package io.rackledger.boot;

import io.rackledger.core.door.SignalLog;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Passes signals on to a log, keeps them for the test, and can hold the log's answers back. */
public final class RecordingSignals implements SignalLog {
    private final SignalLog log;
    private final List<Signal> seen = new CopyOnWriteArrayList<>();
    private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();
    private volatile boolean stalled;

    public RecordingSignals(SignalLog log) {
        this.log = log;
    }

    public void stall(boolean now) {
        stalled = now;
    }

    /** The log answers again, also what it was told meanwhile. */
    public void recover() {
        stalled = false;
        for (Runnable each = held.poll(); each != null; each = held.poll()) {
            each.run();
        }
    }

    @Override
    public CompletableFuture<LogPosition> report(Signal signal) {
        if (stalled) {
            CompletableFuture<LogPosition> later = new CompletableFuture<>();
            held.add(() -> report(signal).thenAccept(later::complete));
            return later;
        }
        seen.add(signal);
        return log.report(signal);
    }

    public List<Signal> all() {
        return List.copyOf(seen);
    }

    public Signal last() {
        return seen.getLast();
    }

    /** The signals whose body is of that kind, in order. */
    public List<Signal> of(Class<? extends SignalBody> kind) {
        return seen.stream().filter(signal -> kind.isInstance(signal.body())).toList();
    }

    public void clear() {
        seen.clear();
    }
}

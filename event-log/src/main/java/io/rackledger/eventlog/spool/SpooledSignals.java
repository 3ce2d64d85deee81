package io.rackledger.eventlog.spool;

import io.rackledger.core.door.SignalLog;
import io.rackledger.core.door.SignalRefusedException;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.signal.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signals that reach the log sooner or later: directly while it takes them, and by way of this host's disk from the moment it does not until all
 * that was spooled is in it. What is acknowledged is durable in one of the two. The signals of a subject keep their order; one may be
 * written twice, under the same id, and counts once. Thread-safe.
 */
public final class SpooledSignals implements SignalLog, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SpooledSignals.class);
    private static final int MOST_WAITING = 65_536;
    private static final int BATCH = 4_096;
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final int MOST_DOUBLINGS = 5;

    private final SpoolLimits limits;
    private final Clock clock;
    private final SpoolStore store;
    private final SpoolWriter writer;
    private final SpoolForwarder forwarder;
    private final Refusals refusals;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition toWrite = lock.newCondition();
    private final Condition toForward = lock.newCondition();
    private final Map<Long, Flight> flights = new LinkedHashMap<>();
    private final Deque<SpoolWriter.Entry> waiting = new ArrayDeque<>();
    private final List<Thread> threads = new ArrayList<>();
    private Optional<SignalLog> log = Optional.empty();
    private boolean direct;
    private boolean writing;
    private boolean closed;
    private long number;

    /** A signal that was handed to the log and has no answer yet. */
    private record Flight(Signal signal, Instant since, CompletableFuture<LogPosition> kept) {}

    private SpooledSignals(Path directory, SpoolLimits limits, Clock clock) throws IOException {
        this.limits = limits;
        this.clock = clock;
        this.store = new SpoolStore(directory, limits.segmentBytes());
        this.refusals = new Refusals(new SetAside(directory.resolve("refused")));
        this.writer = new SpoolWriter(store, limits, directory.resolve("reserve"), refusals);
        this.forwarder = new SpoolForwarder(store, refusals);
    }

    /**
     * Opens the spool; until {@link #connect} everything goes to the disk.
     *
     * @throws IllegalStateException where the directory cannot be used
     */
    public static SpooledSignals open(Path directory, SpoolLimits limits, Clock clock) {
        try {
            SpooledSignals spool = new SpooledSignals(directory, limits, clock);
            spool.writer.keepReserve();
            spool.start("spool-writer", spool::write);
            spool.start("spool-forwarder", spool::forward);
            return spool;
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalStateException("the spool in " + directory + " cannot be opened: " + e, e);
        }
    }

    private void start(String name, Runnable work) {
        threads.add(Thread.ofPlatform().daemon().name(name).start(work));
    }

    /** From now on there is a log. */
    public void connect(SignalLog found) {
        lock.lock();
        try {
            log = Optional.of(found);
            direct = settled();
            toForward.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public CompletableFuture<LogPosition> report(Signal signal) {
        CompletableFuture<LogPosition> kept = new CompletableFuture<>();
        Optional<SignalLog> target;
        long mine;
        lock.lock();
        try {
            target = direct ? log : Optional.empty();
            mine = ++number;
            if (target.isPresent()) {
                flights.put(mine, new Flight(signal, clock.instant(), kept));
            } else {
                spool(signal, kept);
            }
        } finally {
            lock.unlock();
        }
        target.ifPresent(taker -> send(taker, signal, mine, kept));
        return kept;
    }

    private void send(SignalLog taker, Signal signal, long mine, CompletableFuture<LogPosition> kept) {
        try {
            taker.report(signal).whenComplete((position, failure) -> {
                if (failure == null) {
                    landed(mine);
                    kept.complete(position);
                } else {
                    Refusals.in(failure)
                            .ifPresentOrElse(
                                    why -> refused(signal, mine, why, kept), () -> fallBack(failure.toString()));
                }
            });
        } catch (RuntimeException e) {
            fallBack(e.toString());
        }
    }

    /** False where it is on its way to the disk meanwhile. */
    private boolean landed(long mine) {
        lock.lock();
        try {
            return flights.remove(mine) != null;
        } finally {
            lock.unlock();
        }
    }

    /** Kept is what is told in its place; where it is on its way to the disk already, the forwarder will hear the same of it. */
    private void refused(Signal signal, long mine, SignalRefusedException why, CompletableFuture<LogPosition> kept) {
        if (!landed(mine)) {
            return;
        }
        try {
            Optional<Signal> instead = refusals.setAside(signal, why);
            if (instead.isEmpty()) {
                kept.complete(LogPosition.START);
                return;
            }
            report(instead.get()).whenComplete((position, failure) -> {
                if (failure == null) {
                    kept.complete(position);
                } else {
                    kept.completeExceptionally(failure);
                }
            });
        } catch (IOException e) {
            LOG.error("a signal that the log never takes cannot be set aside", e);
            kept.completeExceptionally(new SpoolFullException("it cannot be set aside: " + e, e));
        }
    }

    /** The log does not answer: what is under way to it goes to the disk first, in its order, and all that comes after behind it. */
    private void fallBack(String why) {
        lock.lock();
        try {
            if (direct) {
                LOG.warn("the signal log does not take signals, so they go to the spool: {}", why);
                direct = false;
            }
            flights.values().forEach(flight -> spool(flight.signal(), flight.kept()));
            flights.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock. */
    private void spool(Signal signal, CompletableFuture<LogPosition> kept) {
        if (closed || waiting.size() >= MOST_WAITING) {
            kept.completeExceptionally(new SpoolFullException("too many signals wait for the spool's disk"));
            return;
        }
        waiting.addLast(new SpoolWriter.Entry(signal, kept));
        toWrite.signal();
    }

    private void write() {
        while (true) {
            List<SpoolWriter.Entry> batch = take();
            if (batch.isEmpty()) {
                return;
            }
            writer.write(batch);
            lock.lock();
            try {
                writing = false;
                toForward.signal();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Empty when the spool is closed and all was written. Looks now and then whether the log has become slow. */
    private List<SpoolWriter.Entry> take() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                boolean woken = toWrite.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                if (!woken && overdue()) {
                    fallBack("no answer within " + limits.patience());
                }
            }
            List<SpoolWriter.Entry> batch = new ArrayList<>();
            while (!waiting.isEmpty() && batch.size() < BATCH) {
                batch.add(waiting.removeFirst());
            }
            writing = !batch.isEmpty();
            return batch;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    private boolean overdue() {
        return flights.values().stream()
                .findFirst()
                .filter(flight -> clock.instant().isAfter(flight.since().plus(limits.patience())))
                .isPresent();
    }

    private void forward() {
        int failures = 0;
        while (true) {
            try {
                Optional<SignalLog> target = work(failures);
                if (target.isEmpty()) {
                    return;
                }
                failures = forwarder.forward(target.get()) ? 0 : failures + 1;
            } catch (IOException | RuntimeException e) {
                failures++;
                LOG.error("the spool cannot be forwarded now", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Waits until there is something to forward and a log, after failures longer each time; empty when the spool is closed. */
    private Optional<SignalLog> work(int failures) throws InterruptedException {
        lock.lock();
        try {
            if (failures > 0) {
                long pause = FIRST_RETRY.toMillis() << Math.min(failures - 1, MOST_DOUBLINGS);
                await(Duration.ofMillis(pause));
            }
            while (!closed && (log.isEmpty() || store.unread() == 0)) {
                if (!direct && log.isPresent() && settled()) {
                    direct = true;
                    writer.keepReserve();
                    LOG.info("all that was spooled is in the log; signals go there directly again");
                }
                toForward.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            }
            return closed ? Optional.empty() : log;
        } finally {
            lock.unlock();
        }
    }

    private void await(Duration pause) throws InterruptedException {
        long left = pause.toNanos();
        while (left > 0 && !closed) {
            left = toForward.awaitNanos(left);
        }
    }

    /** Nothing lies on the disk or on its way there. Under the lock. */
    private boolean settled() {
        return waiting.isEmpty() && !writing && store.unread() == 0;
    }

    /** Whether signals go to the log without a detour. */
    public boolean direct() {
        lock.lock();
        try {
            return direct;
        } finally {
            lock.unlock();
        }
    }

    /** Bytes that wait on the disk for the log. */
    public long waitingBytes() {
        return store.unread();
    }

    /** Signals, no failures, that were not kept for want of room; nobody was told that they were. */
    public long dropped() {
        return writer.dropped();
    }

    /** Failures that could not be kept; nobody was told that they were. */
    public long lostFailures() {
        return writer.lost();
    }

    /** Signals that went from the disk into the log. */
    public long forwarded() {
        return forwarder.forwarded();
    }

    /** Signals that the log will never take, and that were set aside in files for people to read. */
    public long refused() {
        return refusals.count();
    }

    /** Segments that were not readable to their end, and records that are no signals. */
    public long damaged() {
        return store.damaged() + forwarder.unreadable();
    }

    /** Writes what waits, and stops; what is on the disk is forwarded by the next one that opens it. */
    @Override
    public void close() {
        fallBackForClose();
        for (Thread thread : threads) {
            try {
                thread.join(Duration.ofSeconds(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        try {
            store.close();
        } catch (IOException e) {
            LOG.warn("the spool cannot be closed", e);
        }
    }

    private void fallBackForClose() {
        lock.lock();
        try {
            if (!flights.isEmpty()) {
                fallBack("it is closed");
            }
            direct = false;
            closed = true;
            toWrite.signalAll();
            toForward.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

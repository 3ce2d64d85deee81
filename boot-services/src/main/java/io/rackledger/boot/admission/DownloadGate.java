package io.rackledger.boot.admission;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets only so many downloads run at once, overall and of one rack. The others wait in a bounded queue; a place that becomes free goes to the
 * racks in turn, so that a rack of many machines does not keep out one of few. Thread-safe; callers wait on virtual threads.
 */
public final class DownloadGate {
    private final AdmissionLimits limits;
    private final Racks racks;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Integer> ofRack = new HashMap<>();
    private final Map<String, Deque<CompletableFuture<Place>>> queues = new LinkedHashMap<>();
    private int open;
    private int waiting;
    private int peak;
    private long refused;

    public DownloadGate(AdmissionLimits limits) {
        this.limits = limits;
        this.racks = new Racks(limits.rackPrefix());
    }

    /** A download's place; closing it more than once does nothing. */
    public final class Place implements AutoCloseable {
        private final String rack;
        private final AtomicBoolean left = new AtomicBoolean();

        private Place(String rack) {
            this.rack = rack;
        }

        @Override
        public void close() {
            if (!left.getAndSet(true)) {
                leave(rack);
            }
        }
    }

    /** A place, perhaps after a wait; empty where the queue is full or the wait was too long. */
    public Optional<Place> enter(InetSocketAddress machine) {
        String rack = racks.of(machine);
        CompletableFuture<Place> mine = new CompletableFuture<>();
        lock.lock();
        try {
            if (waiting >= limits.queue() && !isFree(rack)) {
                refused++;
                return Optional.empty();
            }
            queues.computeIfAbsent(rack, _ -> new ArrayDeque<>()).addLast(mine);
            waiting++;
            admit();
        } finally {
            lock.unlock();
        }
        return awaited(rack, mine);
    }

    private Optional<Place> awaited(String rack, CompletableFuture<Place> mine) {
        try {
            return Optional.of(mine.get(limits.patience().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return givenUp(rack, mine);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return givenUp(rack, mine);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a place is only ever given", e);
        }
    }

    /** It may have been given in the last moment. */
    private Optional<Place> givenUp(String rack, CompletableFuture<Place> mine) {
        lock.lock();
        try {
            Deque<CompletableFuture<Place>> queue = queues.get(rack);
            if (queue == null || !queue.remove(mine)) {
                return Optional.of(mine.join());
            }
            waiting--;
            refused++;
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private void leave(String rack) {
        lock.lock();
        try {
            open--;
            ofRack.computeIfPresent(rack, (_, count) -> count == 1 ? null : count - 1);
            admit();
        } finally {
            lock.unlock();
        }
    }

    private boolean isFree(String rack) {
        return open < limits.downloads() && ofRack.getOrDefault(rack, 0) < limits.downloadsOfRack();
    }

    /** Gives free places to who waits, a rack after the other. Under the lock. */
    private void admit() {
        Optional<String> next = next();
        while (next.isPresent()) {
            String rack = next.get();
            Deque<CompletableFuture<Place>> queue = Objects.requireNonNull(queues.remove(rack), rack);
            CompletableFuture<Place> first = queue.removeFirst();
            if (!queue.isEmpty()) {
                queues.put(rack, queue);
            }
            waiting--;
            open++;
            peak = Math.max(peak, open);
            ofRack.merge(rack, 1, Integer::sum);
            first.complete(new Place(rack));
            next = next();
        }
    }

    private Optional<String> next() {
        queues.values().removeIf(Deque::isEmpty);
        return queues.keySet().stream().filter(this::isFree).findFirst();
    }

    /** Downloads under way. */
    public int open() {
        lock.lock();
        try {
            return open;
        } finally {
            lock.unlock();
        }
    }

    /** Downloads that wait for their turn. */
    public int waiting() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    /** The most that ever were under way at once. */
    public int peak() {
        lock.lock();
        try {
            return peak;
        } finally {
            lock.unlock();
        }
    }

    /** Downloads whose machine was told to come back. */
    public long refused() {
        lock.lock();
        try {
            return refused;
        } finally {
            lock.unlock();
        }
    }
}

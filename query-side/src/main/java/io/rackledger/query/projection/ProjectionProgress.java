package io.rackledger.query.projection;

import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.identity.LogPosition;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How far the projections are, and a place to wait for them. Thread-safe. */
public final class ProjectionProgress {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Map<LogTopic, LogVector> reached = new EnumMap<>(LogTopic.class);
    private FollowerState state = FollowerState.STARTING;
    private String trouble = "";

    /** What follows; {@code trouble} is empty where nothing is wrong. */
    public record Standing(FollowerState state, String trouble, LogVector nodeEvents, LogVector signals) {}

    /** Where the projections are now. */
    public Standing standing() {
        lock.lock();
        try {
            return new Standing(state, trouble, of(LogTopic.NODE_EVENTS), of(LogTopic.SIGNALS));
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the record at the position of node-events is projected; false where it is not within the patience. */
    public boolean awaitRecord(LogPosition position, Duration patience) throws InterruptedException {
        return await(() -> of(LogTopic.NODE_EVENTS).covers(position), patience);
    }

    /** Waits until node-events are projected further than the given place; false where nothing comes within the patience. */
    public boolean awaitBeyond(LogVector place, Duration patience) throws InterruptedException {
        return await(() -> !place.covers(of(LogTopic.NODE_EVENTS)), patience);
    }

    /** Waits until both topics are projected up to the given places. */
    public boolean awaitAll(Map<LogTopic, LogVector> places, Duration patience) throws InterruptedException {
        return await(
                () -> places.entrySet().stream()
                        .allMatch(place -> of(place.getKey()).covers(place.getValue())),
                patience);
    }

    /** Waits until anything moves, at most so long. */
    public void awaitMove(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            if (moved.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Something else than a place has changed. */
    void nudge() {
        change(() -> {});
    }

    void reach(Map<LogTopic, LogVector> places) {
        change(() -> reached.putAll(places));
    }

    void enter(FollowerState next) {
        change(() -> {
            state = next;
            trouble = "";
        });
    }

    void fail(String why) {
        change(() -> {
            state = FollowerState.FAILING;
            trouble = why;
        });
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean await(Reached goal, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (!goal.isReached()) {
                if (left <= 0) {
                    return false;
                }
                left = moved.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Never empty text when written: an empty id would mean "from now on" to a stream. */
    private LogVector of(LogTopic topic) {
        LogVector place = reached.getOrDefault(topic, LogVector.START);
        return place.next().isEmpty() ? place.with(0, 0) : place;
    }

    private interface Reached {
        boolean isReached();
    }
}

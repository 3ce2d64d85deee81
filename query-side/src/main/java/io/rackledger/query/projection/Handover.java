package io.rackledger.query.projection;

import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where the follower of the live schema and the one that fills the next agree on the switch: the live one stands still and names its
 * places, the other goes that far and lets go of its schema. Thread-safe.
 */
final class Handover {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean near;
    private boolean done;
    private Optional<Map<LogTopic, LogVector>> goal = Optional.empty();

    /** The rebuild tells whether it is close behind. */
    void near(boolean now) {
        lock.lock();
        try {
            near = now;
        } finally {
            lock.unlock();
        }
    }

    boolean isNear() {
        lock.lock();
        try {
            return near;
        } finally {
            lock.unlock();
        }
    }

    /** The live follower stands at these places and waits there until the next schema has come as far; false where it has not in time. */
    boolean ask(Map<LogTopic, LogVector> places, Duration patience) throws InterruptedException {
        lock.lock();
        try {
            goal = Optional.of(new EnumMap<>(places));
            long left = patience.toNanos();
            while (!done && left > 0) {
                left = changed.awaitNanos(left);
            }
            goal = Optional.empty();
            return done;
        } finally {
            lock.unlock();
        }
    }

    /** What the live follower waits for. */
    Optional<Map<LogTopic, LogVector>> goal() {
        lock.lock();
        try {
            return goal;
        } finally {
            lock.unlock();
        }
    }

    /** The rebuild has reached the goal and has nothing open any more; false where the live follower has gone on meanwhile. */
    boolean reached() {
        lock.lock();
        try {
            done = goal.isPresent();
            changed.signalAll();
            return done;
        } finally {
            lock.unlock();
        }
    }
}

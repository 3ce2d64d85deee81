package io.rackledger.query.projection;

import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the follower of the live schema and the one that fills the next agree on the switch: the live one stands still and names its
 * places, the other goes that far and hands over its session and reader, with which the live one goes on. Thread-safe.
 */
final class Handover {
    private static final Logger LOG = LoggerFactory.getLogger(Handover.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean near;
    private Optional<Following> handed = Optional.empty();
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

    /**
     * The live follower stands at these places and waits there until the next schema has come as far; empty where it has not in time. What
     * it gets it has to close.
     */
    Optional<Following> ask(Map<LogTopic, LogVector> places, Duration patience) {
        lock.lock();
        try {
            goal = Optional.of(new EnumMap<>(places));
            long left = patience.toNanos();
            while (handed.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return handed;
        } catch (InterruptedException e) {
            LOG.debug("Interrupted while the rebuild comes as far", e);
            Thread.currentThread().interrupt();
            return handed;
        } finally {
            goal = Optional.empty();
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

    /** The rebuild has reached the goal and touches none of this any more; false where the live follower has gone on meanwhile. */
    boolean reached(Following following) {
        lock.lock();
        try {
            if (goal.isPresent()) {
                handed = Optional.of(following);
                changed.signalAll();
            }
            return handed.isPresent();
        } finally {
            lock.unlock();
        }
    }
}

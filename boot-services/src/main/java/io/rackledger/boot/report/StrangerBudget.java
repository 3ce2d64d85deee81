package io.rackledger.boot.report;

import io.rackledger.core.signal.SignalSubject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounds what strangers can make us write: their signals are kept, because a machine's history before its enlistment is worth
 * having, but a flood must not fill the log. Thread-safe.
 */
final class StrangerBudget {
    private final StrangerLimits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Integer> kept = new HashMap<>();
    private Instant windowStart = Instant.MIN;
    private int keptOverall;
    private long dropped;
    private long droppedInWindow;

    StrangerBudget(StrangerLimits limits) {
        this.limits = limits;
    }

    /** How many signals were dropped since the start. */
    long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    /** Whether a signal about this subject may be written. Known nodes always may. */
    Verdict admit(SignalSubject subject, Instant now) {
        return switch (subject) {
            case SignalSubject.OfNode _ -> new Verdict(true, 0);
            case SignalSubject.OfMac _, SignalSubject.OfSource _ -> admitStranger(subject.key(), now);
        };
    }

    private Verdict admitStranger(String key, Instant now) {
        lock.lock();
        try {
            long missed = turnWindow(now);
            int ofSubject = kept.getOrDefault(key, 0);
            if (ofSubject >= limits.perSubject() || keptOverall >= limits.overall()) {
                dropped++;
                droppedInWindow++;
                return new Verdict(false, missed);
            }
            kept.put(key, ofSubject + 1);
            keptOverall++;
            return new Verdict(true, missed);
        } finally {
            lock.unlock();
        }
    }

    private long turnWindow(Instant now) {
        boolean over = windowStart.equals(Instant.MIN)
                || Duration.between(windowStart, now).abs().compareTo(limits.window()) >= 0;
        if (!over) {
            return 0;
        }
        long missed = droppedInWindow;
        windowStart = now;
        kept.clear();
        keptOverall = 0;
        droppedInWindow = 0;
        return missed;
    }

    /**
     * @param admitted whether to write the signal
     * @param missed not 0 when a window ended in which that many were dropped: worth a signal of its own
     */
    record Verdict(boolean admitted, long missed) {}
}

package io.rackledger.boot.endpoint;

import io.rackledger.core.plan.BootPlan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Stops a machine that boots over and over, here and now, even while nobody reads the log. The engine's own verdict comes from the
 * signals; this count is lost with the process and then begins anew. Thread-safe.
 */
final class BootBudgets {
    private static final int MOST = 20_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Integer> used = new LinkedHashMap<>();

    /** Counts one more network boot of the plan's wait, and tells which one it is; over the budget it must not be given. */
    int take(BootPlan plan) {
        lock.lock();
        try {
            int count = used.merge(key(plan), 1, Integer::sum);
            if (used.size() > MOST) {
                used.remove(used.keySet().iterator().next());
            }
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** How many were counted. */
    int used(BootPlan plan) {
        lock.lock();
        try {
            return used.getOrDefault(key(plan), 0);
        } finally {
            lock.unlock();
        }
    }

    private static String key(BootPlan plan) {
        return plan.attempt().map(Object::toString).orElse("") + "|"
                + plan.waitId().map(Object::toString).orElse("");
    }
}

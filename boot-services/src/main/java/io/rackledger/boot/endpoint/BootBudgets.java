package io.rackledger.boot.endpoint;

import io.rackledger.core.identity.AttemptId;
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

    /**
     * Whether a network boot is within the budget of the plan's wait.
     *
     * @param boots whether it is one more; else the one before is looked at again
     */
    boolean allows(BootPlan plan, AttemptId attempt, boolean boots) {
        String wait = attempt + "|" + plan.waitId().map(Object::toString).orElse("");
        lock.lock();
        try {
            int count = used.merge(wait, boots ? 1 : 0, Integer::sum);
            if (used.size() > MOST) {
                used.remove(used.keySet().iterator().next());
            }
            return count <= plan.bootBudget();
        } finally {
            lock.unlock();
        }
    }
}

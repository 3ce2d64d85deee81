package io.rackledger.boot.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** The output received of all running steps; after a restart of this process each begins at 0 again. Thread-safe. */
public final class StepLogs {
    private static final int MOST = 20_000;
    private static final int FIRST_SIZE = 16;
    private static final float LOAD = 0.75f;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, StepLog> logs = new LinkedHashMap<>(FIRST_SIZE, LOAD, true);

    /** The log of a step of a grant. */
    public StepLog of(String grant, int index) {
        lock.lock();
        try {
            return logs.computeIfAbsent(key(grant, index), _ -> new StepLog("unannounced"));
        } finally {
            lock.unlock();
        }
    }

    /** A step begins: its output starts at 0. The same news told twice changes nothing. */
    public void open(String grant, int index, String opening) {
        lock.lock();
        try {
            StepLog held = logs.get(key(grant, index));
            if (held == null || !held.isOf(opening)) {
                logs.put(key(grant, index), new StepLog(opening));
            }
            if (logs.size() > MOST) {
                logs.remove(logs.keySet().iterator().next());
            }
        } finally {
            lock.unlock();
        }
    }

    private static String key(String grant, int index) {
        return grant + "|" + index;
    }
}

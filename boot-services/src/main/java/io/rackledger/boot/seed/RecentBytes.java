package io.rackledger.boot.seed;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The bytes last given out under some keys, the least used dropped first. Thread-safe; made under the lock, so made once. */
final class RecentBytes {
    private static final int FIRST_SIZE = 16;
    private static final float LOAD = 0.75f;

    private final long most;
    private long size;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, byte[]> held = new LinkedHashMap<>(FIRST_SIZE, LOAD, true);

    /** @param most bytes that are kept together */
    RecentBytes(long most) {
        this.most = most;
    }

    /** What was given out under the key, else what is made now; nothing is kept of an empty making. */
    Optional<byte[]> get(String key, Supplier<Optional<byte[]>> make) {
        lock.lock();
        try {
            byte[] known = held.get(key);
            if (known != null) {
                return Optional.of(known);
            }
            Optional<byte[]> made = make.get();
            made.ifPresent(bytes -> keep(key, bytes));
            return made;
        } finally {
            lock.unlock();
        }
    }

    private void keep(String key, byte[] bytes) {
        held.put(key, bytes);
        size += bytes.length;
        Iterator<byte[]> oldest = held.values().iterator();
        while (size > most && held.size() > 1) {
            size -= oldest.next().length;
            oldest.remove();
        }
    }
}

package io.rackledger.boot.seed;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The bytes last given out under some keys, the least used dropped first. Thread-safe; made under the lock, so made once. */
final class RecentBytes {
    private static final int FIRST_SIZE = 16;
    private static final float LOAD = 0.75f;

    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, byte[]> held = new LinkedHashMap<>(FIRST_SIZE, LOAD, true);

    RecentBytes(int most) {
        this.most = most;
    }

    /** What was given out under the key, else what is made now; nothing is kept of an empty making. */
    Optional<byte[]> get(String key, Supplier<Optional<byte[]>> make) {
        lock.lock();
        try {
            byte[] known = held.get(key);
            Optional<byte[]> bytes = known == null ? make.get() : Optional.of(known);
            bytes.ifPresent(made -> held.put(key, made));
            if (held.size() > most) {
                held.remove(held.keySet().iterator().next());
            }
            return bytes;
        } finally {
            lock.unlock();
        }
    }
}

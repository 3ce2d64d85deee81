package io.rackledger.boot.admission;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bucket of tokens for each key. Bounded in memory: of more than 20,000 keys the one that was not seen for longest is forgotten, and
 * begins with a full bucket. A clock that goes back adds nothing. Thread-safe.
 */
public final class TokenBuckets<K> {
    private static final int MOST = 20_000;

    private final Bucket bucket;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<K, Level> levels = new LinkedHashMap<>(16, 0.75f, true);

    public TokenBuckets(Bucket bucket) {
        this.bucket = bucket;
    }

    private record Level(double tokens, Instant at) {}

    /** Takes a token of the key where it has one. */
    public boolean take(K key, Instant now) {
        lock.lock();
        try {
            Level level = level(key, now);
            boolean has = level.tokens() >= 1;
            levels.put(key, has ? new Level(level.tokens() - 1, level.at()) : level);
            if (levels.size() > MOST) {
                levels.remove(levels.keySet().iterator().next());
            }
            return has;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the key has a token now; takes none. */
    public boolean has(K key, Instant now) {
        lock.lock();
        try {
            return level(key, now).tokens() >= 1;
        } finally {
            lock.unlock();
        }
    }

    private Level level(K key, Instant now) {
        Level before = levels.get(key);
        if (before == null) {
            return new Level(bucket.burst(), now);
        }
        long passed = Math.max(0, Duration.between(before.at(), now).toMillis());
        double tokens = Math.min(bucket.burst(), before.tokens() + passed / 1000.0 * bucket.perSecond());
        return new Level(tokens, now);
    }
}

package io.rackledger.boot.report;

import io.rackledger.core.signal.SignalSubject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which machine asked last from which address: the only hint at whom a file without a token is for. An address that several
 * machines used within an hour (a router, a test on one host) tells nothing. Thread-safe.
 */
public final class SourceBook {
    private static final int MOST = 20_000;
    private static final Duration FRESH = Duration.ofHours(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Seen> byAddress = new LinkedHashMap<>();

    /** A machine asked from that address. */
    public void saw(String address, SignalSubject subject, Instant at) {
        lock.lock();
        try {
            Seen before = byAddress.remove(address);
            boolean shared = before != null && before.freshAt(at) && (before.shared() || !sameKey(before, subject));
            remember(address, new Seen(subject, at, shared));
        } finally {
            lock.unlock();
        }
    }

    /** The address was given to that machine alone: what was seen under it before was another's. */
    public void leased(String address, SignalSubject subject, Instant at) {
        lock.lock();
        try {
            byAddress.remove(address);
            remember(address, new Seen(subject, at, false));
        } finally {
            lock.unlock();
        }
    }

    /** Whether anybody asked from that address within an hour in a way that cannot be done under a false address. */
    public boolean knows(String address, Instant at) {
        lock.lock();
        try {
            Seen seen = byAddress.get(address);
            return seen != null && seen.freshAt(at);
        } finally {
            lock.unlock();
        }
    }

    /** Whom a request from that address is about, if one machine alone used it. */
    public Optional<SignalSubject> subjectAt(String address, Instant at) {
        lock.lock();
        try {
            return Optional.ofNullable(byAddress.get(address))
                    .filter(seen -> !seen.shared() && seen.freshAt(at))
                    .map(Seen::subject);
        } finally {
            lock.unlock();
        }
    }

    private void remember(String address, Seen seen) {
        byAddress.put(address, seen);
        if (byAddress.size() > MOST) {
            byAddress.remove(byAddress.keySet().iterator().next());
        }
    }

    private static boolean sameKey(Seen before, SignalSubject subject) {
        return before.subject().key().equals(subject.key());
    }

    private record Seen(SignalSubject subject, Instant at, boolean shared) {
        boolean freshAt(Instant now) {
            return Duration.between(at, now).compareTo(FRESH) < 0;
        }
    }
}

package io.rackledger.boot.report;

import io.rackledger.core.boot.Attribution;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.signal.SignalSubject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Whom a file without a token is for: the machine that has the address by a lease of ours, else the one that alone asked from it within the hour, or that
 * said by DHCP that it takes it of another server, which are hints only. An address that several machines used meanwhile (a router, a test on one host) tells nothing. Thread-safe.
 */
public final class SourceBook {
    private static final int MOST = 20_000;
    private static final Duration FRESH = Duration.ofHours(1);

    private final LeaseHistory leases = new LeaseHistory();
    private final BootSightings boots = new BootSightings();
    private final Function<MacAddress, SignalSubject> subjects;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Seen> byAddress = new LinkedHashMap<>();
    private final Map<String, Seen> bySaying = new LinkedHashMap<>();

    /** @param subjects whom a MAC address stands for at present */
    public SourceBook(Function<MacAddress, SignalSubject> subjects) {
        this.subjects = subjects;
    }

    /** A machine asked from that address. */
    public void saw(String address, SignalSubject subject, Instant at) {
        lock.lock();
        try {
            Seen before = byAddress.remove(address);
            boolean shared = before != null && before.freshAt(at) && (before.shared() || !sameKey(before, subject));
            remember(byAddress, address, new Seen(subject, at, shared));
        } finally {
            lock.unlock();
        }
    }

    /** A machine said to all that it takes this address, which another server gives it. Anybody can say so, thus what it tells is a hint. */
    public void said(String address, SignalSubject subject, Instant at) {
        lock.lock();
        try {
            bySaying.remove(address);
            remember(bySaying, address, new Seen(subject, at, false));
        } finally {
            lock.unlock();
        }
    }

    /** Whose an address is by our own leases. */
    public LeaseHistory leases() {
        return leases;
    }

    /** Which requests for a script are boots, by our own DHCP. */
    public BootSightings boots() {
        return boots;
    }

    /** Whether the address is leased, or anybody asked from it within an hour in a way that cannot be done under a false address. */
    public boolean knows(String address, Instant at) {
        if (leases.machineAt(address, at).isPresent()) {
            return true;
        }
        lock.lock();
        try {
            Seen seen = byAddress.get(address);
            return seen != null && seen.freshAt(at);
        } finally {
            lock.unlock();
        }
    }

    /** Whom a request from that address is about, if one machine alone used it, and by what that is known. */
    public Optional<Known> machineAt(String address, Instant at) {
        return leases.machineAt(address, at)
                .map(mac -> new Known(subjects.apply(mac), Attribution.LEASE))
                .or(() -> askedAt(address, at).map(subject -> new Known(subject, Attribution.ADDRESS)));
    }

    /** The same without how it is known, for what proves nothing anyway. */
    public Optional<SignalSubject> subjectAt(String address, Instant at) {
        return machineAt(address, at).map(Known::subject);
    }

    private Optional<SignalSubject> askedAt(String address, Instant at) {
        lock.lock();
        try {
            return Optional.ofNullable(byAddress.get(address))
                    .filter(seen -> seen.freshAt(at))
                    .or(() -> Optional.ofNullable(bySaying.get(address)).filter(seen -> seen.freshAt(at)))
                    .filter(seen -> !seen.shared())
                    .map(Seen::subject);
        } finally {
            lock.unlock();
        }
    }

    /** Somebody, and by what it is known that it is he. */
    public record Known(SignalSubject subject, Attribution by) {}

    private static void remember(Map<String, Seen> book, String address, Seen seen) {
        book.put(address, seen);
        if (book.size() > MOST) {
            book.remove(book.keySet().iterator().next());
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

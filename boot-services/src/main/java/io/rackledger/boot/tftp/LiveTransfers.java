package io.rackledger.boot.tftp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The transfers that are open, by the machines' addresses and ports, and how many there may be. Thread-safe. */
final class LiveTransfers {
    private final TftpLimits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<InetSocketAddress, Live> open = new LinkedHashMap<>();
    private final Map<InetSocketAddress, Live> unproven = new LinkedHashMap<>();
    private final Map<InetAddress, Integer> ofAddress = new HashMap<>();
    private long refused;

    LiveTransfers(TftpLimits limits) {
        this.limits = limits;
    }

    /** What became of the wish for a place. */
    sealed interface Place {
        /** A place for the transfer; {@code evicted} gave way to it, be it the same machine's, which wants something else now. */
        record Granted(Live mine, Optional<Live> evicted) implements Place {}

        /** The machine asks again for what it is getting. */
        record Again(Live known) implements Place {}

        /** There are too many. */
        record Refused() implements Place {}
    }

    /**
     * Where there are too many overall, the oldest whose machine has confirmed nothing gives way: a flood under false addresses
     * must not keep real machines out.
     */
    Place claim(InetSocketAddress remote, TftpPacket.ReadRequest request) {
        lock.lock();
        try {
            Live known = open.get(remote);
            if (known != null && known.request().equals(request)) {
                return new Place.Again(known);
            }
            Optional<Live> evicted = Optional.ofNullable(known).or(this::tooMany);
            boolean full = open.size() >= limits.transfers() && evicted.isEmpty();
            if (full || ofAddress.getOrDefault(remote.getAddress(), 0) >= limits.transfersOfAddress()) {
                refused++;
                return new Place.Refused();
            }
            evicted.ifPresent(this::forget);
            Live mine = new Live(remote, request);
            open.put(remote, mine);
            unproven.put(remote, mine);
            ofAddress.merge(remote.getAddress(), 1, Integer::sum);
            return new Place.Granted(mine, evicted);
        } finally {
            lock.unlock();
        }
    }

    private Optional<Live> tooMany() {
        return open.size() < limits.transfers()
                ? Optional.empty()
                : unproven.values().stream().findFirst();
    }

    void proven(Live live) {
        lock.lock();
        try {
            unproven.remove(live.remote(), live);
        } finally {
            lock.unlock();
        }
    }

    void over(Live live) {
        lock.lock();
        try {
            forget(live);
        } finally {
            lock.unlock();
        }
    }

    private void forget(Live live) {
        if (open.remove(live.remote(), live)) {
            unproven.remove(live.remote(), live);
            ofAddress.computeIfPresent(live.remote().getAddress(), (_, count) -> count == 1 ? null : count - 1);
        }
    }

    List<Live> all() {
        lock.lock();
        try {
            return List.copyOf(open.values());
        } finally {
            lock.unlock();
        }
    }

    /** Requests that got no answer because there were too many transfers. */
    long refused() {
        lock.lock();
        try {
            return refused;
        } finally {
            lock.unlock();
        }
    }
}

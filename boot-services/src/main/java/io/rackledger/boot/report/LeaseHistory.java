package io.rackledger.boot.report;

import io.rackledger.core.identity.MacAddress;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which machine had which IPv4 address at which time, by our own leases: what was asked from an address is a machine's only if the address was its
 * own just then, whoever has it later. Thread-safe.
 */
public final class LeaseHistory {
    private static final int MOST_ADDRESSES = 65_536;
    private static final int MOST_OF_AN_ADDRESS = 4;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Deque<Span>> byAddress = new LinkedHashMap<>();

    /** The address is the machine's from then until then; a lease that is renewed grows, and ends whatever another machine had there. */
    public void leased(String address, MacAddress mac, Instant from, Instant until) {
        lock.lock();
        try {
            Deque<Span> spans = byAddress.computeIfAbsent(address, _ -> new ArrayDeque<>());
            Optional<Span> last = Optional.ofNullable(spans.pollLast());
            Optional<Span> before = last.map(span -> span.endedBy(from));
            boolean renewed = last.filter(
                            span -> span.mac().equals(mac) && !span.until().isBefore(from))
                    .isPresent();
            before.filter(_ -> !renewed).ifPresent(spans::addLast);
            spans.addLast(renewed ? new Span(mac, last.orElseThrow().from(), until) : new Span(mac, from, until));
            while (spans.size() > MOST_OF_AN_ADDRESS) {
                spans.removeFirst();
            }
            if (byAddress.size() > MOST_ADDRESSES) {
                byAddress.remove(byAddress.keySet().iterator().next());
            }
        } finally {
            lock.unlock();
        }
    }

    /** The machine gave the address back, or found it in use. */
    public void ended(String address, MacAddress mac, Instant at) {
        lock.lock();
        try {
            Deque<Span> spans = byAddress.getOrDefault(address, new ArrayDeque<>());
            Span last = spans.peekLast();
            if (last != null && last.mac().equals(mac)) {
                spans.removeLast();
                spans.addLast(last.endedBy(at));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whose the address was at that time. */
    public Optional<MacAddress> machineAt(String address, Instant at) {
        lock.lock();
        try {
            return byAddress.getOrDefault(address, new ArrayDeque<>()).stream()
                    .filter(span -> span.holds(at))
                    .map(Span::mac)
                    .findFirst();
        } finally {
            lock.unlock();
        }
    }

    private record Span(MacAddress mac, Instant from, Instant until) {
        boolean holds(Instant at) {
            return !at.isBefore(from) && at.isBefore(until);
        }

        Span endedBy(Instant at) {
            return at.isBefore(until) ? new Span(mac, from, at) : this;
        }
    }
}

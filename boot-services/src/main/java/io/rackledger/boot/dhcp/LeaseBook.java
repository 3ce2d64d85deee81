package io.rackledger.boot.dhcp;

import io.rackledger.core.identity.MacAddress;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The leases of a server. Each question and each change costs the same, but for a logarithm, however many there are. Confined to
 * one thread.
 */
final class LeaseBook implements Leases {
    private static final Comparator<Lease> BY_END =
            Comparator.comparing(Lease::until).thenComparing(Lease::address);

    private final Map<MacAddress, Lease> byMac = new HashMap<>();
    private final Map<Ipv4, Lease> byAddress = new HashMap<>();
    private final Map<Ipv4, Instant> blocked = new HashMap<>();
    private final Map<Subnet, TreeSet<Lease>> byEnd = new HashMap<>();
    private final Map<Subnet, Ipv4> neverGiven = new HashMap<>();
    private final Map<Subnet, TreeSet<Ipv4>> returned = new HashMap<>();
    private final Set<Ipv4> reserved;

    /** @param reserved addresses that no pool gives away, because they are reserved or the server's own */
    LeaseBook(Collection<Subnet> subnets, Set<Ipv4> reserved) {
        this.reserved = Set.copyOf(reserved);
        subnets.forEach(subnet -> {
            byEnd.put(subnet, new TreeSet<>(BY_END));
            neverGiven.put(subnet, subnet.first());
        });
    }

    @Override
    public Optional<Lease> of(MacAddress mac) {
        return Optional.ofNullable(byMac.get(mac));
    }

    @Override
    public boolean isFreeFor(MacAddress mac, Ipv4 address, Instant now) {
        Lease lease = byAddress.get(address);
        boolean anothers = lease != null && !lease.mac().equals(mac) && lease.runsAt(now);
        return !anothers && !reserved.contains(address) && !isBlocked(address, now);
    }

    private boolean isBlocked(Ipv4 address, Instant now) {
        Instant until = blocked.get(address);
        return until != null && until.isAfter(now);
    }

    @Override
    public Optional<Ipv4> free(Subnet subnet, Instant now) {
        Optional<Ipv4> back = returned(subnet).stream()
                .filter(address -> !isBlocked(address, now))
                .findFirst();
        if (back.isPresent()) {
            return back;
        }
        Ipv4 next = neverGiven.getOrDefault(subnet, subnet.last().next());
        while (subnet.pools(next) && !isNew(next, now)) {
            // What is blocked now is found again when its time has passed.
            if (isBlocked(next, now)) {
                returned(subnet).add(next);
            }
            next = next.next();
        }
        neverGiven.put(subnet, next);
        return subnet.pools(next) ? Optional.of(next) : endedFirst(subnet, now);
    }

    private boolean isNew(Ipv4 address, Instant now) {
        return !byAddress.containsKey(address) && !reserved.contains(address) && !isBlocked(address, now);
    }

    /** Blocked addresses are few, and pass. */
    private Optional<Ipv4> endedFirst(Subnet subnet, Instant now) {
        Iterator<Lease> leases =
                byEnd.getOrDefault(subnet, new TreeSet<>(BY_END)).iterator();
        while (leases.hasNext()) {
            Lease lease = leases.next();
            if (lease.runsAt(now)) {
                return Optional.empty();
            }
            if (!isBlocked(lease.address(), now)) {
                return Optional.of(lease.address());
            }
        }
        return Optional.empty();
    }

    void apply(LeaseChange change) {
        switch (change) {
            case LeaseChange.Put(Lease lease) -> put(lease);
            case LeaseChange.End(MacAddress mac, Instant now) ->
                of(mac).ifPresent(lease -> put(new Lease(mac, lease.address(), now, lease.granted())));
            case LeaseChange.Block(Ipv4 address, MacAddress finder, Instant until) -> {
                blocked.values().removeIf(passed -> !passed.isAfter(until.minus(DhcpDecider.BLOCK)));
                blocked.put(address, until);
                of(finder).filter(lease -> lease.address().equals(address)).ifPresent(lease -> {
                    forget(lease);
                    pool(address).ifPresent(subnet -> returned(subnet).add(address));
                });
            }
        }
    }

    private void put(Lease lease) {
        of(lease.mac()).ifPresent(before -> {
            forget(before);
            if (!before.address().equals(lease.address())) {
                pool(before.address()).ifPresent(subnet -> returned(subnet).add(before.address()));
            }
        });
        Optional.ofNullable(byAddress.get(lease.address())).ifPresent(this::forget);
        byMac.put(lease.mac(), lease);
        byAddress.put(lease.address(), lease);
        pool(lease.address()).ifPresent(subnet -> {
            ends(subnet).add(lease);
            returned(subnet).remove(lease.address());
        });
    }

    private void forget(Lease lease) {
        byMac.remove(lease.mac(), lease);
        byAddress.remove(lease.address(), lease);
        pool(lease.address()).ifPresent(subnet -> ends(subnet).remove(lease));
    }

    private TreeSet<Ipv4> returned(Subnet subnet) {
        return returned.computeIfAbsent(subnet, _ -> new TreeSet<>());
    }

    private TreeSet<Lease> ends(Subnet subnet) {
        return byEnd.computeIfAbsent(subnet, _ -> new TreeSet<>(BY_END));
    }

    /** Reserved addresses belong to no pool, even where they lie in one. */
    private Optional<Subnet> pool(Ipv4 address) {
        return reserved.contains(address)
                ? Optional.empty()
                : byEnd.keySet().stream()
                        .filter(subnet -> subnet.pools(address))
                        .findFirst();
    }

    /** How many addresses the pool can give. */
    long total(Subnet subnet) {
        long kept = reserved.stream().filter(subnet::pools).count();
        return Integer.toUnsignedLong(subnet.last().bits())
                - Integer.toUnsignedLong(subnet.first().bits())
                + 1
                - kept;
    }

    /** How many of them are somebody's now, by lease, offer or because they were found in use. */
    long running(Subnet subnet, Instant now) {
        long leased = ends(subnet).stream().filter(lease -> lease.runsAt(now)).count();
        long held = blocked.keySet().stream()
                .filter(address -> subnet.pools(address) && isBlocked(address, now) && !byAddress.containsKey(address))
                .count();
        return leased + held;
    }

    /** How many addresses are given or held, running or not. */
    int size() {
        return byMac.size();
    }

    Collection<Lease> all() {
        return byMac.values();
    }
}

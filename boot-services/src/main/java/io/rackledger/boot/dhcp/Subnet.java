package io.rackledger.boot.dhcp;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A network whose machines get addresses.
 *
 * @param network its first address
 * @param prefix length of its mask, 8 to 30
 * @param first of the pool
 * @param last of the pool, inclusive
 * @param router told to machines, where there is one
 * @param dns servers told to machines
 * @param lease how long an address is a machine's without asking again
 */
public record Subnet(
        Ipv4 network, int prefix, Ipv4 first, Ipv4 last, Optional<Ipv4> router, List<Ipv4> dns, Duration lease) {
    private static final Pattern FORM = Pattern.compile("([0-9.]+)/([0-9]{1,2}):([0-9.]+)-([0-9.]+)(?:,([0-9.]+))?");
    private static final Duration SHORTEST = Duration.ofSeconds(60);

    public Subnet {
        dns = List.copyOf(dns);
        require(prefix >= 8 && prefix <= 30, "a prefix length of " + prefix + "; use one from 8 to 30");
        int mask = mask(prefix);
        require((network.bits() & ~mask) == 0, network + "/" + prefix + " is no network; its last bits must be 0");
        boolean within = (first.bits() & mask) == network.bits() && (last.bits() & mask) == network.bits();
        require(within && first.compareTo(last) <= 0, "the pool " + first + "-" + last + " does not lie in " + network);
        boolean free = first.compareTo(network) > 0 && last.bits() != (network.bits() | ~mask);
        require(free, "the pool must leave out the first and the last address of " + network + "/" + prefix);
        boolean ofRouter = router.filter(address -> address.compareTo(first) >= 0 && address.compareTo(last) <= 0)
                .isPresent();
        require(
                !ofRouter,
                "the pool " + first + "-" + last + " must leave out the router, or a machine would get its address");
        require(lease.compareTo(SHORTEST) >= 0, "a lease of " + lease + "; use at least " + SHORTEST);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("DHCP subnet: " + what);
        }
    }

    /**
     * Reads {@code NETWORK/PREFIX:FIRST-LAST}, and a router behind a comma where there is one, for example
     * {@code 10.0.0.0/24:10.0.0.100-10.0.0.199,10.0.0.1}.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static Subnet parse(String text, List<Ipv4> dns, Duration lease) {
        Matcher form = FORM.matcher(text);
        require(
                form.matches(),
                "'" + text + "' is not understood; use NETWORK/PREFIX:FIRST-LAST or NETWORK/PREFIX:FIRST-LAST,ROUTER");
        return new Subnet(
                Ipv4.parse(form.group(1)),
                Integer.parseInt(form.group(2)),
                Ipv4.parse(form.group(3)),
                Ipv4.parse(form.group(4)),
                Optional.ofNullable(form.group(5)).map(Ipv4::parse),
                dns,
                lease);
    }

    private static int mask(int prefix) {
        return -1 << (32 - prefix);
    }

    Ipv4 mask() {
        return new Ipv4(mask(prefix));
    }

    /** Whether the address lies in the network. */
    public boolean contains(Ipv4 address) {
        return (address.bits() & mask(prefix)) == network.bits();
    }

    /** Whether the pool gives the address. */
    public boolean pools(Ipv4 address) {
        return address.compareTo(first) >= 0 && address.compareTo(last) <= 0;
    }
}

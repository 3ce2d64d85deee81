package io.rackledger.core.boot;

/** By what it is known that a signal is about a machine. */
public enum Attribution {
    /** It came under a token of the attempt. */
    TOKEN("token"),
    /** It named the machine's MAC address. */
    MAC("mac"),
    /** It came from the IPv4 address that our DHCP server had leased to the machine at that time. */
    LEASE("lease"),
    /** It came from an address from which this machine alone had asked within the hour: a hint, and no link of a chain. */
    ADDRESS("address"),
    /** The machine's BMC told it. */
    BMC("bmc");

    private final String wireName;

    Attribution(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /** Whether it is proof enough for a link of the boot chain: an address alone may be another machine's by now. */
    public boolean proves() {
        return this != ADDRESS;
    }
}

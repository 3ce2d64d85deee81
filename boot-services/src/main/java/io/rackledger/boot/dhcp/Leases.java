package io.rackledger.boot.dhcp;

import io.rackledger.core.identity.MacAddress;
import java.time.Instant;
import java.util.Optional;

/** What is known of addresses, as a decision needs it. */
interface Leases {
    /** The machine's lease, running or not. */
    Optional<Lease> of(MacAddress mac);

    /** Whether the machine may have the address of a pool: it is no reserved one, nobody else's lease on it runs, and it is not known to be in use. */
    boolean isFreeFor(MacAddress mac, Ipv4 address, Instant now);

    /** An address of the subnet's pool that nobody has: one never given if there is one, else the one whose lease ended first. */
    Optional<Ipv4> free(Subnet subnet, Instant now);
}

package io.rackledger.boot.dhcp;

import io.rackledger.core.identity.MacAddress;
import java.time.Instant;

/** What a decision does to the leases. */
sealed interface LeaseChange {
    /** The address is kept for the machine, or is its own. */
    record Put(Lease lease) implements LeaseChange {}

    /** The machine does not want it any more. */
    record End(MacAddress mac, Instant now) implements LeaseChange {}

    /** Somebody uses the address whom we do not know: nobody gets it until then. */
    record Block(Ipv4 address, MacAddress finder, Instant until) implements LeaseChange {}
}

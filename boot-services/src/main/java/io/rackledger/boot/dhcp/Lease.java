package io.rackledger.boot.dhcp;

import io.rackledger.core.identity.MacAddress;
import java.time.Instant;

/**
 * An address that is a machine's until then. After that it stays the machine's until another one needs it.
 *
 * @param granted whether the machine has taken it; else it is held while an offer stands
 */
record Lease(MacAddress mac, Ipv4 address, Instant until, boolean granted) {
    boolean runsAt(Instant now) {
        return until.isAfter(now);
    }
}

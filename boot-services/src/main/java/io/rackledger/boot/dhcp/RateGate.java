package io.rackledger.boot.dhcp;

import io.rackledger.boot.admission.Bucket;
import io.rackledger.boot.admission.TokenBuckets;
import io.rackledger.core.identity.MacAddress;
import java.time.Instant;

/**
 * A bucket of tokens for each machine, and one for all machines that no node has claimed: a machine in a boot loop, or a flood under
 * false addresses, must not take the time of the others. Confined to one thread.
 */
final class RateGate {
    /** A boot takes four exchanges of two messages, each perhaps repeated. */
    private static final Bucket MACHINE = new Bucket(20, 1);

    private static final Bucket STRANGERS = new Bucket(200, 100);

    private final TokenBuckets<MacAddress> machines = new TokenBuckets<>(MACHINE);
    private final TokenBuckets<Bucket> strangers = new TokenBuckets<>(STRANGERS);
    private long refused;

    /** Whether a message of that machine is looked at. */
    boolean admits(MacAddress mac, boolean known, Instant now) {
        boolean admitted = machines.take(mac, now) && (known || strangers.take(STRANGERS, now));
        if (!admitted) {
            refused++;
        }
        return admitted;
    }

    /** Whether a message of that machine would be looked at now. */
    boolean wouldAdmit(MacAddress mac, boolean known, Instant now) {
        return machines.has(mac, now) && (known || strangers.has(STRANGERS, now));
    }

    long refused() {
        return refused;
    }
}

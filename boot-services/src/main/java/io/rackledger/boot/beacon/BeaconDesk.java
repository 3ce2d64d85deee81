package io.rackledger.boot.beacon;

import io.rackledger.boot.admission.Bucket;
import io.rackledger.boot.admission.TokenBuckets;
import io.rackledger.boot.report.PlannedMachine;
import io.rackledger.boot.report.SignalReporter;
import io.rackledger.boot.token.Grant;
import io.rackledger.boot.token.Grants;
import io.rackledger.core.door.BootPlans;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.signal.BeaconPath;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalSubject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells beacons as signals. One that names the token of an attempt is that machine's own word; any other names a MAC address that anybody can
 * name. Blocks until the log has taken it, so for worker threads only. Thread-safe.
 */
public final class BeaconDesk {
    /** A script tells at most one in ten seconds. */
    private static final Bucket OF_MACHINE = new Bucket(10, 0.2);

    private final BootPlans plans;
    private final Grants grants;
    private final SignalReporter reporter;
    private final TokenBuckets<MacAddress> buckets = new TokenBuckets<>(OF_MACHINE);
    private final AtomicLong dropped = new AtomicLong();

    public BeaconDesk(BootPlans plans, Grants grants, SignalReporter reporter) {
        this.plans = plans;
        this.grants = grants;
        this.reporter = reporter;
    }

    /** Beacons that were not written down because there were too many of one machine. */
    public long dropped() {
        return dropped.get();
    }

    /** True when it is written down or one too many; false when the machine should tell it again. */
    public boolean tell(Beacon beacon, BeaconPath path, String source, Instant at) {
        if (!buckets.take(beacon.mac(), at)) {
            dropped.incrementAndGet();
            return true;
        }
        Optional<Grant> grant = beacon.token().flatMap(grants::find);
        SignalSubject subject = grant.map(Grant::subject)
                .orElseGet(() -> PlannedMachine.subject(beacon.mac(), plans.byMac(beacon.mac())));
        SignalBody body =
                new SignalBody.BeaconReceived(beacon.mac(), beacon.step(), beacon.error(), path, grant.isPresent());
        return reporter.report(new Signal(id(beacon, path, source), subject, at, source, Optional.empty(), body));
    }

    /** A boot loader that got no answer asks again from the same port, but takes another one for its next request. */
    private static SignalId id(Beacon beacon, BeaconPath path, String source) {
        return SignalId.ofParts(List.of(
                "beacon",
                path.name(),
                source,
                beacon.mac().value(),
                beacon.step(),
                beacon.error(),
                beacon.token().orElse("")));
    }
}

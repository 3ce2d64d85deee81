package io.rackledger.boot.tftp;

import io.rackledger.boot.beacon.Beacon;
import io.rackledger.boot.beacon.BeaconDesk;
import io.rackledger.boot.report.Occasion;
import io.rackledger.boot.report.SignalReporter;
import io.rackledger.boot.report.SourceBook;
import io.rackledger.core.signal.BeaconPath;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalSubject;
import java.time.Instant;

/** Tells as signals what was asked for by TFTP and how it ended. Blocks until the log has taken it, so for worker threads only. */
public final class TftpDesk {
    private final SignalReporter reporter;
    private final SourceBook sources;
    private final BeaconDesk beacons;

    public TftpDesk(SignalReporter reporter, SourceBook sources, BeaconDesk beacons) {
        this.reporter = reporter;
        this.sources = sources;
        this.beacons = beacons;
    }

    /** True when it is written down. */
    boolean told(Beacon beacon, Occasion occasion) {
        return beacons.tell(beacon, BeaconPath.TFTP, occasion.source(), occasion.seenAt());
    }

    /** Whom a request from that address is about: the machine that alone uses it, else the address itself. */
    SignalSubject subject(String address, Instant at) {
        return sources.subjectAt(address, at).orElseGet(() -> new SignalSubject.OfSource(address));
    }

    /** Whether somebody is known to be at that address. */
    boolean knows(String address, Instant at) {
        return sources.knows(address, at);
    }

    void refused(Occasion occasion, SignalSubject subject, String request, int status, String reason) {
        reporter.report(occasion.tells(subject, new SignalBody.RequestRefused("TFTP " + request, status, reason)));
    }

    void ended(Order order, Ending ending, Instant at) {
        SignalBody body = new SignalBody.TftpServed(
                order.file().name(),
                ending.end(),
                order.file().digest(),
                order.file().size(),
                ending.confirmedBytes(),
                order.occasion().lasted(at),
                ending.resent(),
                ending.detail());
        reporter.report(order.occasion().tells(order.subject(), body));
    }
}

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
import java.util.Optional;

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

    /** Whom a request from that address is about: the machine that has it or alone uses it, else nobody. */
    Optional<SourceBook.Known> machine(String address, Instant at) {
        return sources.machineAt(address, at);
    }

    /** Whether somebody is known to be at that address. */
    boolean knows(String address, Instant at) {
        return sources.knows(address, at);
    }

    void refused(Occasion occasion, String address, String request, int status, String reason) {
        tell(
                occasion,
                address,
                machine(address, occasion.seenAt()),
                new SignalBody.RequestRefused("TFTP " + request, status, reason));
    }

    private void tell(Occasion occasion, String address, Optional<SourceBook.Known> machine, SignalBody body) {
        SignalSubject subject =
                machine.map(SourceBook.Known::subject).orElseGet(() -> new SignalSubject.OfSource(address));
        reporter.report(occasion.tells(subject, body).known(machine.map(SourceBook.Known::by)));
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
        tell(order.occasion(), order.remote().getAddress().getHostAddress(), order.machine(), body);
    }
}

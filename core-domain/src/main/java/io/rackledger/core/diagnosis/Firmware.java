package io.rackledger.core.diagnosis;

import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody.BootServicesAway;
import io.rackledger.core.signal.SignalBody.DhcpAnswered;
import io.rackledger.core.signal.SignalBody.DhcpConflictSeen;
import io.rackledger.core.signal.SignalBody.RequestRefused;
import io.rackledger.core.signal.SignalBody.TftpServed;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was seen around the start of a machine, before and beside the links: DHCP, TFTP, refusals, and times in which nobody was there to
 * see. Of each kind the latest. Folds to an equal value in whatever order it was told.
 */
record Firmware(SortedMap<Kind, Signal> latest) {
    static final Firmware NOTHING = new Firmware(Collections.emptySortedMap());
    private static final Comparator<Signal> LATER = Comparator.comparing(Signal::seenAt)
            .thenComparing(signal -> signal.id().value());

    Firmware {
        latest = Collections.unmodifiableSortedMap(new TreeMap<>(latest));
    }

    /** Kinds of what is remembered. */
    enum Kind {
        /** Firmware or loader was answered by our DHCP server: {@link DhcpAnswered}. */
        ANSWERED,
        /** The machine's system has a lease of ours: {@link DhcpAnswered}. */
        SYSTEM,
        /** Our DHCP server, or TFTP, refused: {@link RequestRefused}. */
        REFUSED,
        /** Another DHCP server was heard: {@link DhcpConflictSeen}. */
        FOREIGN,
        /** A transfer by TFTP that did not come to its end: {@link TftpServed}. */
        TRANSFER,
        /** The boot services did not serve for a while: {@link BootServicesAway}. */
        AWAY
    }

    Firmware with(Kind kind, Signal signal) {
        SortedMap<Kind, Signal> more = new TreeMap<>(latest);
        more.merge(kind, signal, (a, b) -> LATER.compare(a, b) >= 0 ? a : b);
        return new Firmware(more);
    }

    Optional<Signal> of(Kind kind) {
        return Optional.ofNullable(latest.get(kind));
    }

    Optional<DhcpAnswered> answered() {
        return of(Kind.ANSWERED).map(Signal::body).map(DhcpAnswered.class::cast);
    }

    Optional<RequestRefused> refused() {
        return of(Kind.REFUSED).map(Signal::body).map(RequestRefused.class::cast);
    }

    Optional<DhcpConflictSeen> foreign() {
        return of(Kind.FOREIGN).map(Signal::body).map(DhcpConflictSeen.class::cast);
    }

    Optional<TftpServed> transfer() {
        return of(Kind.TRANSFER).map(Signal::body).map(TftpServed.class::cast);
    }

    /** The last time without boot services, if some of it lay after that moment. */
    Optional<BootServicesAway> awayAfter(Instant moment) {
        return of(Kind.AWAY)
                .map(Signal::body)
                .map(BootServicesAway.class::cast)
                .filter(away -> away.until().isAfter(moment));
    }
}

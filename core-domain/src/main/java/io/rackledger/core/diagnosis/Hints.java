package io.rackledger.core.diagnosis;

import io.rackledger.core.boot.DownloadProgress;
import io.rackledger.core.boot.Link;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody.ArtifactServed;
import io.rackledger.core.signal.SignalBody.BeaconReceived;
import io.rackledger.core.signal.SignalBody.DownloadStalled;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What would not end an attempt by itself, but explains why a link did not come: it is said where a wait has run out. Folds to an equal value in
 * whatever order it was told.
 *
 * @param stalls where the download of each link stood still last; all of it where it came through since
 * @param beacon the last word of a boot loader that proved nothing
 * @param panic the first words of a kernel that gave up
 */
record Hints(SortedMap<Link, Stall> stalls, Optional<Hint> beacon, Optional<Hint> panic) {
    static final Hints NONE = new Hints(Collections.emptySortedMap(), Optional.empty(), Optional.empty());

    Hints {
        stalls = Collections.unmodifiableSortedMap(new TreeMap<>(stalls));
    }

    /** A download that stood still. */
    record Stall(Instant at, SignalId evidence, DownloadProgress progress, Instant since) {
        private static final Comparator<Stall> LATER = Comparator.comparing(Stall::at)
                .thenComparing(stall -> stall.evidence().value());

        boolean open() {
            return progress.sent() < progress.size();
        }

        /** "stalled at 60 % (12.3 of 20.5 MB); nothing moved since 2026-05-04T10:00:00Z". */
        String words() {
            return "stalled at " + progress.words() + "; nothing moved since " + Words.time(since);
        }
    }

    /** Something that was told. */
    record Hint(Instant at, SignalId evidence, String words) {
        static final Comparator<Hint> EARLIER = Comparator.comparing(Hint::at)
                .thenComparing(hint -> hint.evidence().value());
    }

    Hints stalled(DownloadStalled told, Signal signal) {
        return came(told.link(), told.sent(), told.size(), told.since(), signal);
    }

    /** A download came through: where one stood still before is of no account any more. */
    Hints cameThrough(ArtifactServed served, Signal signal) {
        return came(served.link(), served.bytes(), served.bytes(), signal.seenAt(), signal);
    }

    private Hints came(Link link, long sent, long size, Instant since, Signal signal) {
        SortedMap<Link, Stall> all = new TreeMap<>(stalls);
        Stall stall = new Stall(signal.seenAt(), signal.id(), new DownloadProgress(sent, size), since);
        all.merge(link, stall, (a, b) -> Stall.LATER.compare(a, b) >= 0 ? a : b);
        return new Hints(all, beacon, panic);
    }

    /** A word of a boot loader that anybody may have sent. */
    Hints beacon(BeaconReceived told, Signal signal) {
        Hint hint = new Hint(signal.seenAt(), signal.id(), BeaconWords.of(told));
        Hint last =
                beacon.filter(known -> Hint.EARLIER.compare(known, hint) > 0).orElse(hint);
        return new Hints(stalls, Optional.of(last), panic);
    }

    Hints panicked(String line, Signal signal) {
        Hint hint = new Hint(signal.seenAt(), signal.id(), line);
        Hint first =
                panic.filter(known -> Hint.EARLIER.compare(known, hint) < 0).orElse(hint);
        return new Hints(stalls, beacon, Optional.of(first));
    }

    /** Where the download of the link stands still. */
    Optional<Stall> stall(Link link) {
        return Optional.ofNullable(stalls.get(link)).filter(Stall::open);
    }

    /** Signals that these hints came from. */
    List<SignalId> evidence() {
        return Stream.of(
                        panic.map(Hint::evidence).stream(),
                        stalls.values().stream().filter(Stall::open).map(Stall::evidence),
                        beacon.map(Hint::evidence).stream())
                .flatMap(each -> each)
                .toList();
    }
}

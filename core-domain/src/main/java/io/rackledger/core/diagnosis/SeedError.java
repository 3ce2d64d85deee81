package io.rackledger.core.diagnosis;

import io.rackledger.core.boot.Link;
import io.rackledger.core.identity.SignalId;
import java.time.Instant;
import java.util.Comparator;

/**
 * The metadata endpoint answered requests for this file of the seed with errors.
 *
 * @param at our clock at the last of them; status and evidence are of that one
 */
record SeedError(Link link, int status, int times, Instant at, SignalId evidence) {
    private static final Comparator<SeedError> LATER = Comparator.comparing(SeedError::at)
            .thenComparing(error -> error.evidence().value());

    SeedError and(SeedError other) {
        SeedError later = LATER.compare(this, other) > 0 ? this : other;
        return new SeedError(link, later.status, times + other.times, later.at, later.evidence);
    }
}

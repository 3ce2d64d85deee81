package io.rackledger.boot.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.boot.Attribution;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.signal.SignalSubject.OfMac;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Whom a file without a token is about, by lease, by what was asked before, and by what was only said. */
final class SourceBookTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final MacAddress LEASED = new MacAddress("52:54:00:00:00:01");
    private static final OfMac ASKED = new OfMac(new MacAddress("52:54:00:00:00:02"));
    private static final OfMac SAID = new OfMac(new MacAddress("52:54:00:00:00:03"));
    private static final String ADDRESS = "10.0.0.100";

    private final SourceBook sources = new SourceBook(OfMac::new);

    @Test
    void takesWhatAMachineSaysOfItsAddressForAHintAndNoProofThatItIsThere() {
        sources.said(ADDRESS, SAID, NOW);
        assertThat(sources.machineAt(ADDRESS, NOW.plusSeconds(60)))
                .contains(new SourceBook.Known(SAID, Attribution.ADDRESS));
        assertThat(sources.knows(ADDRESS, NOW)).as("it may be a false address").isFalse();
        assertThat(sources.machineAt(ADDRESS, NOW.plusSeconds(3_600))).isEmpty();
    }

    @Test
    void believesWhoAskedFromTheAddressMoreAndALeaseOfOursMost() {
        sources.said(ADDRESS, SAID, NOW);
        sources.saw(ADDRESS, ASKED, NOW);
        assertThat(sources.subjectAt(ADDRESS, NOW)).contains(ASKED);
        sources.leases().leased(ADDRESS, LEASED, NOW, NOW.plusSeconds(60));
        assertThat(sources.machineAt(ADDRESS, NOW))
                .contains(new SourceBook.Known(new OfMac(LEASED), Attribution.LEASE));
    }

    @Test
    void tellsNothingOfAnAddressThatSeveralUse() {
        sources.said(ADDRESS, SAID, NOW);
        sources.saw(ADDRESS, ASKED, NOW);
        sources.saw(ADDRESS, SAID, NOW);
        assertThat(sources.subjectAt(ADDRESS, NOW)).isEmpty();
    }
}

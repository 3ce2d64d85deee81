package io.rackledger.boot.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.boot.Attribution;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.signal.SignalSubject.OfMac;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Whose an address was, whoever has it later. */
final class LeaseHistoryTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final MacAddress FIRST = new MacAddress("52:54:00:00:00:01");
    private static final MacAddress SECOND = new MacAddress("52:54:00:00:00:02");
    private static final String ADDRESS = "10.0.0.100";

    private final LeaseHistory leases = new LeaseHistory();

    @Test
    void tellsWhoseTheAddressWasAtThatTime() {
        leases.leased(ADDRESS, FIRST, at(0), at(60));
        leases.leased(ADDRESS, SECOND, at(100), at(160));
        assertThat(leases.machineAt(ADDRESS, at(10))).contains(FIRST);
        assertThat(leases.machineAt(ADDRESS, at(70)))
                .as("nobody's between two leases")
                .isEmpty();
        assertThat(leases.machineAt(ADDRESS, at(110))).contains(SECOND);
        assertThat(leases.machineAt(ADDRESS, at(160))).isEmpty();
        assertThat(leases.machineAt("10.0.0.101", at(10))).isEmpty();
    }

    @Test
    void renewsALeaseAndKeepsItsBeginning() {
        leases.leased(ADDRESS, FIRST, at(0), at(60));
        leases.leased(ADDRESS, FIRST, at(30), at(90));
        assertThat(leases.machineAt(ADDRESS, at(5))).contains(FIRST);
        assertThat(leases.machineAt(ADDRESS, at(80))).contains(FIRST);
    }

    @Test
    void endsALeaseThatIsGivenBackOrTakenOver() {
        leases.leased(ADDRESS, FIRST, at(0), at(600));
        leases.ended(ADDRESS, SECOND, at(5));
        assertThat(leases.machineAt(ADDRESS, at(6)))
                .as("somebody else cannot end it")
                .contains(FIRST);
        leases.ended(ADDRESS, FIRST, at(20));
        assertThat(leases.machineAt(ADDRESS, at(19))).contains(FIRST);
        assertThat(leases.machineAt(ADDRESS, at(20))).isEmpty();
        leases.leased(ADDRESS, FIRST, at(30), at(600));
        leases.leased(ADDRESS, SECOND, at(40), at(700));
        assertThat(leases.machineAt(ADDRESS, at(35))).contains(FIRST);
        assertThat(leases.machineAt(ADDRESS, at(50))).contains(SECOND);
    }

    @Test
    void prefersTheLeaseToTheMachineThatAskedFromThereBefore() {
        SourceBook sources = new SourceBook(OfMac::new);
        sources.saw(ADDRESS, new OfMac(FIRST), at(0));
        assertThat(sources.machineAt(ADDRESS, at(1)))
                .contains(new SourceBook.Known(new OfMac(FIRST), Attribution.ADDRESS));
        sources.leases().leased(ADDRESS, SECOND, at(2), at(60));
        assertThat(sources.machineAt(ADDRESS, at(3)))
                .contains(new SourceBook.Known(new OfMac(SECOND), Attribution.LEASE));
    }

    private static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }
}

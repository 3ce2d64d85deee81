package io.rackledger.command.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.identity.NodeId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Claims are unsettled whenever they changed since, also where the clock that told the time of the change was behind. */
final class SettledClaimsTest {
    private static final Instant TOUCHED = Instant.parse("2026-11-21T08:45:00Z");
    private static final Instant BEHIND = Instant.parse("2026-11-21T08:11:00Z");

    @Test
    void seesAChangeByAClockThatIsBehind() {
        NodeWatch watch = new NodeWatch(new NodeId("00000000-0000-4000-8000-000000000001"), 0, 0);
        assertThat(watch.claimsUnsettled(TOUCHED)).contains(TOUCHED);
        watch.claimsSettled(TOUCHED);
        assertThat(watch.claimsUnsettled(TOUCHED)).isEmpty();
        assertThat(watch.claimsUnsettled(BEHIND)).contains(BEHIND);
    }
}

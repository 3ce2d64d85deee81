package io.rackledger.boot.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.signal.SignalSubject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How much strangers can make us write. */
final class StrangerBudgetTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final SignalSubject NODE = new SignalSubject.OfNode(
            NodeId.parse("6f1cb0d2-3a58-4d0a-9c55-0f0e8a1f4a6b"), Optional.empty(), Optional.empty());

    private final StrangerBudget budget = new StrangerBudget(new StrangerLimits(3, 7, Duration.ofHours(1)));

    private static SignalSubject machine(int number) {
        return new SignalSubject.OfMac(MacAddress.parse("52:54:00:00:00:%02x".formatted(number)));
    }

    private int admitted(int machine, int times, Instant at) {
        int count = 0;
        for (int i = 0; i < times; i++) {
            count += budget.admit(machine(machine), at).admitted() ? 1 : 0;
        }
        return count;
    }

    @Test
    void boundsEachMachineAndAllTogetherAndCountsTheRest() {
        assertThat(admitted(1, 10, NOON)).isEqualTo(3);
        assertThat(admitted(2, 10, NOON)).isEqualTo(3);
        assertThat(admitted(3, 10, NOON)).isEqualTo(1);
        assertThat(budget.dropped()).isEqualTo(23);
    }

    @Test
    void neverDropsSignalsOfKnownNodes() {
        for (int i = 0; i < 1000; i++) {
            assertThat(budget.admit(NODE, NOON).admitted()).isTrue();
        }
    }

    @Test
    void beginsAnewInTheNextWindowAndTellsWhatWasMissed() {
        admitted(1, 10, NOON);
        StrangerBudget.Verdict next = budget.admit(machine(1), NOON.plus(Duration.ofMinutes(61)));

        assertThat(next).isEqualTo(new StrangerBudget.Verdict(true, 7));
        assertThat(budget.admit(machine(1), NOON.plus(Duration.ofMinutes(62))).missed())
                .isZero();
    }
}

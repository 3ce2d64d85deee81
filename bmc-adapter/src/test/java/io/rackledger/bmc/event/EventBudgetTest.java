package io.rackledger.bmc.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.identity.NodeId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is taken of one BMC. */
final class EventBudgetTest {
    private static final NodeId NODE = NodeId.parse("6f1cb0d2-3a58-4d0a-9c55-0f0e8a1f4a6b");
    private static final NodeId OTHER = NodeId.parse("0f1cb0d2-3a58-4d0a-9c55-0f0e8a1f4a6c");
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    private final EventBudget budget = new EventBudget();

    @Test
    void letsABurstInAndThenSoManyASecondOfEachNode() {
        assertThat(budget.take(NODE, EventBudget.BURST, NOON)).isTrue();
        assertThat(budget.take(NODE, 1, NOON)).isFalse();
        assertThat(budget.take(OTHER, 1, NOON)).as("another BMC").isTrue();
        assertThat(budget.take(NODE, EventBudget.PER_SECOND + 1, NOON.plusSeconds(1)))
                .as("more than there is, of which nothing is taken then")
                .isFalse();
        assertThat(budget.take(NODE, EventBudget.PER_SECOND, NOON.plusSeconds(1)))
                .isTrue();
        assertThat(budget.take(NODE, EventBudget.BURST, NOON.plusSeconds(3600))).isTrue();
        assertThat(budget.take(NODE, 1, NOON.plusSeconds(3600)))
                .as("no more is saved up than a burst")
                .isFalse();
    }

    @Test
    void givesNothingForAClockThatWentBack() {
        assertThat(budget.take(NODE, EventBudget.BURST, NOON)).isTrue();
        assertThat(budget.take(NODE, 1, NOON.minusSeconds(60))).isFalse();
        assertThat(budget.take(NODE, EventBudget.PER_SECOND, NOON.minusSeconds(59)))
                .as("from there on as ever")
                .isTrue();
    }
}

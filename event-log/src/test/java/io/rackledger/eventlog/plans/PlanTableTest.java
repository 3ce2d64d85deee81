package io.rackledger.eventlog.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.boot.BootStage;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.plan.BootPlan;
import io.rackledger.core.plan.BootPlanKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** One plan, however many MAC addresses it is published for. */
final class PlanTableTest {
    private static final MacAddress FIRST = new MacAddress("52:54:00:00:00:01");
    private static final MacAddress SECOND = new MacAddress("52:54:00:00:00:02");
    private static final NodeId NODE = NodeId.of(new UUID(1, 2));

    private final PlanTable table = new PlanTable(Runnable::run);

    @Test
    void keepsOneObjectForAllMacAddressesOfANode() {
        List<BootPlan> heard = new ArrayList<>();
        table.listen(heard::add);
        table.put(FIRST, plan(1));
        table.put(SECOND, plan(1));
        assertThat(table.byMac(SECOND).orElseThrow())
                .isSameAs(table.byMac(FIRST).orElseThrow());
        assertThat(heard).as("one piece of news").containsExactly(plan(1));

        table.put(FIRST, plan(2));
        assertThat(table.byMac(FIRST)).contains(plan(2));
        assertThat(table.byMac(SECOND)).contains(plan(1));
        assertThat(heard).containsExactly(plan(1), plan(2));
    }

    /** Readiness counts the plans each second, and DHCP asks at each message: neither waits for one who holds the table. */
    @Test
    void answersWhileSomebodyElseHoldsTheTable() throws Exception {
        table.put(FIRST, plan(1));
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        Thread holder = Thread.ofPlatform()
                .start(() -> table.listen(_ -> {
                    held.countDown();
                    awaitQuietly(asked);
                }));
        held.await();
        assertThat(CompletableFuture.supplyAsync(() -> table.byMac(FIRST)).get(30, TimeUnit.SECONDS))
                .isPresent();
        assertThat(CompletableFuture.supplyAsync(table::size).get(30, TimeUnit.SECONDS))
                .isEqualTo(1);
        asked.countDown();
        holder.join();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static BootPlan plan(long sequence) {
        SortedSet<MacAddress> macs = new TreeSet<>(List.of(FIRST, SECOND));
        return new BootPlan(
                NODE,
                "node",
                macs,
                BootPlanKind.HOLD,
                Optional.empty(),
                Optional.empty(),
                BootStage.EPHEMERAL,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                false,
                3,
                Optional.empty(),
                sequence);
    }
}

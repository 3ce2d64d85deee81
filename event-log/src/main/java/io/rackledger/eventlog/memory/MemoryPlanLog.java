package io.rackledger.eventlog.memory;

import io.rackledger.core.door.BootPlanLog;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.plan.BootPlan;
import io.rackledger.eventlog.plans.PlanTable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** Publishes straight into the table; places count publications in one partition. */
final class MemoryPlanLog implements BootPlanLog {
    private final PlanTable plans;
    private final AtomicLong next = new AtomicLong();

    MemoryPlanLog(PlanTable plans) {
        this.plans = plans;
    }

    @Override
    public CompletableFuture<LogVector> publish(BootPlan plan) {
        plan.macs().forEach(mac -> plans.put(mac, plan));
        return place(plan.macs().size());
    }

    @Override
    public CompletableFuture<LogVector> withdraw(MacAddress mac) {
        plans.remove(mac);
        return place(1);
    }

    private CompletableFuture<LogVector> place(int records) {
        return CompletableFuture.completedFuture(LogVector.START.with(0, next.addAndGet(records)));
    }
}

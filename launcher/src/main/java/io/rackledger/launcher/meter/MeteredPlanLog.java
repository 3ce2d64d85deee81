package io.rackledger.launcher.meter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.rackledger.core.door.BootPlanLog;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.plan.BootPlan;
import java.util.concurrent.CompletableFuture;

/** Counts published and withdrawn boot plans. */
final class MeteredPlanLog implements BootPlanLog {
    private static final String NAME = "rackledger.boot.plans";

    private final BootPlanLog log;
    private final Counter published;
    private final Counter withdrawn;
    private final Counter failed;

    MeteredPlanLog(BootPlanLog log, MeterRegistry registry) {
        this.log = log;
        this.published = registry.counter(NAME, "outcome", "published");
        this.withdrawn = registry.counter(NAME, "outcome", "withdrawn");
        this.failed = registry.counter(NAME, "outcome", "failed");
    }

    @Override
    public CompletableFuture<LogVector> publish(BootPlan plan) {
        return log.publish(plan).whenComplete((_, failure) -> (failure == null ? published : failed).increment());
    }

    @Override
    public CompletableFuture<LogVector> withdraw(MacAddress mac) {
        return log.withdraw(mac).whenComplete((_, failure) -> (failure == null ? withdrawn : failed).increment());
    }
}

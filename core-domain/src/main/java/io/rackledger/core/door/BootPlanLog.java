package io.rackledger.core.door;

import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.plan.BootPlan;
import java.util.concurrent.CompletableFuture;

/** The write side of the boot-plans topic: compacted, one plan per MAC address. */
public interface BootPlanLog {
    /** Publishes the plan for each of its MAC addresses; completes when durable. */
    CompletableFuture<LogVector> publish(BootPlan plan);

    /** Withdraws the plan of a MAC address that no node has any more. */
    CompletableFuture<LogVector> withdraw(MacAddress mac);
}

package io.rackledger.eventlog.plans;

import io.rackledger.core.door.LogVector;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.plan.BootPlan;

/** Hears what the topic boot-plans says, record by record. */
public interface PlanSink {
    void put(MacAddress mac, BootPlan plan);

    void remove(MacAddress mac);

    /** All that was in the topic when it began to be read has been told. */
    default void level(LogVector reached) {
        // Who believes each record at once need not know.
    }

    /** What lies before that place of a partition has been told. */
    default void passed(int partition, long next) {
        // Only who keeps places need know.
    }
}

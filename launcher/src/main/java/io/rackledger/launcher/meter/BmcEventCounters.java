package io.rackledger.launcher.meter;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.rackledger.bmc.event.EventDesk;
import io.rackledger.bmc.event.EventDesk.Outcome;
import io.rackledger.launcher.event.EventListener;

/** What became of the events that BMCs sent. */
public final class BmcEventCounters {
    private BmcEventCounters() {}

    /**
     * @param desk must be kept by the caller, as the listener: meters hold on to nothing
     */
    public static void register(EventDesk desk, EventListener listener, MeterRegistry registry) {
        for (Outcome outcome : Outcome.values()) {
            FunctionCounter.builder("rackledger.bmc.event.posts", desk, each -> each.posts(outcome))
                    .tag("outcome", Meters.label(outcome))
                    .register(registry);
        }
        FunctionCounter.builder("rackledger.bmc.event.connections.refused", listener, EventListener::refusedConnections)
                .register(registry);
    }
}

package io.rackledger.launcher.meter;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.rackledger.boot.BootServices;

/** What the boot services turned away because it was too much. */
public final class BootCounters {
    private BootCounters() {}

    /** @param boot must be kept by the caller: meters hold on to nothing */
    public static void register(BootServices boot, MeterRegistry registry) {
        FunctionCounter.builder("rackledger.boot.signals.dropped", boot, BootServices::droppedSignals)
                .register(registry);
        FunctionCounter.builder("rackledger.boot.connections.refused", boot, BootServices::refusedConnections)
                .register(registry);
        FunctionCounter.builder("rackledger.boot.transfers.refused", boot, BootServices::refusedTransfers)
                .register(registry);
        FunctionCounter.builder("rackledger.boot.beacons.dropped", boot, BootServices::droppedBeacons)
                .register(registry);
        FunctionCounter.builder("rackledger.boot.dhcp.refused", boot, BootServices::refusedDhcpMessages)
                .register(registry);
    }
}

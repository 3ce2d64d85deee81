package io.rackledger.launcher.meter;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.rackledger.boot.BootServices;
import io.rackledger.eventlog.spool.SpooledSignals;

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
        FunctionCounter.builder(
                        "rackledger.boot.scripts.refused",
                        boot,
                        each -> each.admission().refusedScripts())
                .register(registry);
        FunctionCounter.builder(
                        "rackledger.boot.downloads.refused",
                        boot,
                        each -> each.admission().downloads().refused())
                .register(registry);
        Gauge.builder(
                        "rackledger.boot.downloads.open",
                        boot,
                        each -> each.admission().downloads().open())
                .register(registry);
        Gauge.builder(
                        "rackledger.boot.downloads.waiting",
                        boot,
                        each -> each.admission().downloads().waiting())
                .register(registry);
        FunctionCounter.builder("rackledger.boot.console.dropped", boot, BootServices::droppedConsoleLines)
                .register(registry);
        FunctionCounter.builder("rackledger.boot.dhcp.refused", boot, BootServices::refusedDhcpMessages)
                .register(registry);
    }

    /** @param spool must be kept by the caller: meters hold on to nothing */
    public static void register(SpooledSignals spool, MeterRegistry registry) {
        Gauge.builder("rackledger.boot.spool.direct", spool, each -> each.direct() ? 1 : 0)
                .register(registry);
        Gauge.builder("rackledger.boot.spool.waiting", spool, SpooledSignals::waitingBytes)
                .baseUnit("bytes")
                .register(registry);
        FunctionCounter.builder("rackledger.boot.spool.forwarded", spool, SpooledSignals::forwarded)
                .register(registry);
        FunctionCounter.builder("rackledger.boot.spool.dropped", spool, SpooledSignals::dropped)
                .register(registry);
        FunctionCounter.builder("rackledger.boot.spool.lost", spool, SpooledSignals::lostFailures)
                .register(registry);
        FunctionCounter.builder("rackledger.boot.spool.refused", spool, SpooledSignals::refused)
                .register(registry);
        FunctionCounter.builder("rackledger.boot.spool.damaged", spool, SpooledSignals::damaged)
                .register(registry);
    }
}

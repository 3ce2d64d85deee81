package io.rackledger.launcher.meter;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.rackledger.command.process.ProcessManagers;

/** What the process managers of this process have in hand. */
public final class ProcessGauges {
    private ProcessGauges() {}

    public static void register(ProcessManagers managers, MeterRegistry registry) {
        Gauge.builder("rackledger.process.live", managers, m -> m.live() ? 1 : 0)
                .register(registry);
        Gauge.builder("rackledger.process.nodes", managers, m -> m.load().nodes())
                .register(registry);
        Gauge.builder("rackledger.process.under.way", managers, m -> m.load().underWay())
                .register(registry);
        Gauge.builder("rackledger.process.unproven", managers, m -> m.load().unproven())
                .register(registry);
        Gauge.builder("rackledger.deadlines.armed", managers, m -> m.load().timers())
                .register(registry);
    }
}

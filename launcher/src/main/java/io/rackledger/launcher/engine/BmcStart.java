package io.rackledger.launcher.engine;

import io.micrometer.core.instrument.MeterRegistry;
import io.rackledger.bmc.BmcAdapter;
import io.rackledger.bmc.BmcSettings;
import io.rackledger.eventlog.EventLog;
import io.rackledger.launcher.event.EventListener;
import io.rackledger.launcher.meter.BmcCalls;
import io.rackledger.launcher.meter.BmcEventCounters;
import java.time.Clock;
import java.util.Optional;

/** Starts the BMC adapter over a log and, where events of BMCs are received, what listens for them. */
final class BmcStart {
    private BmcStart() {}

    /** @param parts what is to be closed at the end */
    static BmcAdapter start(BmcSettings settings, EventLog log, MeterRegistry registry, Closing parts, Clock clock) {
        Optional<EventListener> listener = settings.events().map(each -> {
            try {
                return EventListener.start(each, clock);
            } catch (IllegalStateException e) {
                throw new StartFailure(
                        "events of BMCs cannot be received: " + e.getMessage(), "see --bmc-events in --help", e);
            }
        });
        listener.ifPresent(each -> parts.add("the listener for events of BMCs", each));
        BmcAdapter adapter = BmcAdapter.start(
                settings.receiving(listener.map(EventListener::settings)),
                log.feed(),
                log.nodeStates(),
                log.signals(),
                clock,
                driver -> new BmcCalls(driver, registry));
        parts.add("the BMC adapter", adapter);
        listener.ifPresent(each -> adapter.events().ifPresent(desk -> {
            each.connect(desk);
            BmcEventCounters.register(desk, each, registry);
        }));
        return adapter;
    }
}

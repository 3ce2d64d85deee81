package io.rackledger.bmc.simulated;

import io.rackledger.core.node.BootDevice;
import io.rackledger.core.node.PowerState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Power and boot override of one machine. A change takes effect after a delay; until then the old state is told. Thread-safe. */
final class SimulatedPower {
    private final ScheduledExecutorService scheduler;
    private final Clock clock;
    private final Duration delay;
    private final List<PowerListener> listeners = new CopyOnWriteArrayList<>();

    private PowerState state = PowerState.OFF;
    private Optional<BootDevice> override = Optional.empty();
    private boolean continuous;
    private long version = 1;
    private Optional<Instant> lastReset = Optional.empty();

    SimulatedPower(ScheduledExecutorService scheduler, Clock clock, Duration delay) {
        this.scheduler = scheduler;
        this.clock = clock;
        this.delay = delay;
    }

    void listen(PowerListener listener) {
        listeners.add(listener);
    }

    synchronized View view() {
        return new View(state, override, continuous, version, lastReset);
    }

    /** What Redfish shows of it, at one moment. */
    record View(
            PowerState state,
            Optional<BootDevice> override,
            boolean continuous,
            long version,
            Optional<Instant> lastReset) {}

    synchronized void setOverride(Optional<BootDevice> device, boolean forAllBoots) {
        override = device;
        continuous = forAllBoots;
        version++;
    }

    void later(PowerState wanted) {
        scheduler.schedule(() -> change(wanted), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    void laterOffThenOn() {
        later(PowerState.OFF);
        scheduler.schedule(() -> change(PowerState.ON), 2 * delay.toMillis() + 1, TimeUnit.MILLISECONDS);
    }

    /** At once: a button on the machine, a shutdown by its system, or a power cut. */
    synchronized void change(PowerState wanted) {
        if (state == wanted) {
            return;
        }
        state = wanted;
        version++;
        lastReset = Optional.of(clock.instant());
        if (wanted == PowerState.ON) {
            Optional<BootDevice> device = override;
            if (!continuous) {
                override = Optional.empty();
            }
            listeners.forEach(listener -> listener.poweredOn(device));
        } else {
            listeners.forEach(PowerListener::poweredOff);
        }
    }
}

package io.rackledger.launcher.clock;

import io.rackledger.core.door.TimeTrust;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The engine's clock with its guard, which looks every few seconds as long as this is open. */
public final class EngineClock implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    private final SteadyClock clock;
    private final ClockGuard guard;
    private final ScheduledExecutorService looks;

    private EngineClock(SteadyClock clock, ClockGuard guard) {
        this.clock = clock;
        this.guard = guard;
        this.looks = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("clock-guard").factory());
    }

    /**
     * Sets the clock to the log's time and watches it from then on.
     *
     * @param logTime asks the brokers for their time
     * @throws IllegalStateException where the log does not tell
     */
    public static EngineClock start(SteadyClock clock, Supplier<CompletableFuture<Instant>> logTime) {
        ClockGuard guard = new ClockGuard(clock, logTime);
        guard.align();
        EngineClock started = new EngineClock(clock, guard);
        long millis = BETWEEN_LOOKS.toMillis();
        started.looks.scheduleWithFixedDelay(guard::look, millis, millis, TimeUnit.MILLISECONDS);
        return started;
    }

    /** For everything in the process. */
    public Clock clock() {
        return clock;
    }

    public TimeTrust trust() {
        return guard;
    }

    /** Completes, with the reason, when only a new start of the process helps. */
    public CompletableFuture<String> stopped() {
        return guard.stopped().copy();
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}

package io.rackledger.launcher.meter;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.rackledger.core.door.SignalLog;
import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.node.PowerOutcome;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Counts signals by kind, and times them from the report until they are durable. */
final class MeteredSignalLog implements SignalLog {
    private final SignalLog log;
    private final MeterRegistry registry;
    private final Clock clock;
    private final WriteWatch watch;
    private final Timer durable;
    private final Timer failed;
    private final Map<Class<?>, Counter> byKind = new HashMap<>();

    MeteredSignalLog(SignalLog log, MeterRegistry registry, WriteWatch watch) {
        this.log = log;
        this.registry = registry;
        this.clock = registry.config().clock();
        this.watch = watch;
        this.durable = Meters.timer(registry, "rackledger.signal.append", Tags.of("outcome", "durable"));
        this.failed = Meters.timer(registry, "rackledger.signal.append", Tags.of("outcome", "failed"));
        for (Class<?> kind : SignalBody.class.getPermittedSubclasses()) {
            byKind.put(kind, registry.counter("rackledger.signals", "kind", Meters.label(kind)));
        }
    }

    @Override
    public CompletableFuture<LogPosition> report(Signal signal) {
        long begun = clock.monotonicTime();
        return log.report(signal).whenComplete((_, failure) -> {
            (failure == null ? durable : failed).record(clock.monotonicTime() - begun, TimeUnit.NANOSECONDS);
            if (failure == null) {
                watch.written();
                count(signal.body());
            } else {
                watch.refused(failure.toString());
            }
        });
    }

    private void count(SignalBody body) {
        Objects.requireNonNull(byKind.get(body.getClass())).increment();
        if (body instanceof SignalBody.PowerReported(var _, var outcome)) {
            powerReport(outcome).increment();
        }
    }

    /** Rare, so looked up each time. */
    private Counter powerReport(PowerOutcome outcome) {
        return switch (outcome) {
            case PowerOutcome.Confirmed _ -> powerReport("confirmed", "none");
            case PowerOutcome.Failed(FailureCode code, var _) -> powerReport("failed", Meters.label(code));
        };
    }

    private Counter powerReport(String outcome, String failure) {
        return registry.counter("rackledger.power.reports", "outcome", outcome, "failure", failure);
    }
}

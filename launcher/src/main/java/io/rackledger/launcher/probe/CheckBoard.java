package io.rackledger.launcher.probe;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The present checks, by name. Thread-safe. */
final class CheckBoard {
    private final Clock clock;
    private final MeterRegistry registry;
    private final ConcurrentMap<String, Check> checks = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> gauges = new ConcurrentHashMap<>();

    CheckBoard(Clock clock, MeterRegistry registry) {
        this.clock = clock;
        this.registry = registry;
    }

    void well(String name, Set<String> roles, String words) {
        tell(name, roles, true, words);
    }

    void wrong(String name, Set<String> roles, String why) {
        tell(name, roles, false, why);
    }

    private void tell(String name, Set<String> roles, boolean ok, String words) {
        checks.compute(name, (_, before) -> {
            boolean same = before != null && before.ok() == ok;
            return new Check(name, roles, ok, words, same ? before.since() : clock.instant());
        });
        gauges.computeIfAbsent(name, this::gauge).set(ok ? 1 : 0);
    }

    private AtomicInteger gauge(String name) {
        AtomicInteger value = new AtomicInteger();
        registry.gauge("rackledger.check", Tags.of("check", name), value);
        return value;
    }

    /** In the order of their names. */
    List<Check> all() {
        return checks.values().stream()
                .sorted(Comparator.comparing(Check::name))
                .toList();
    }
}

package io.rackledger.e2e.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** CPU time of the processes of a run between two moments: it tells the cost of an operation even on a machine that does other things too. */
final class CpuUse {
    private final Map<String, Supplier<Duration>> processes = new LinkedHashMap<>();
    private final Map<String, Duration> before = new LinkedHashMap<>();

    CpuUse() {
        and(
                "load generator",
                () -> ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO));
    }

    CpuUse and(String name, Supplier<Duration> used) {
        processes.put(name, used);
        return this;
    }

    CpuUse start() {
        processes.forEach((name, used) -> before.put(name, used.get()));
        return this;
    }

    /** Microseconds of one process per operation since the start. */
    double micros(String name, long operations) {
        Duration since =
                processes.getOrDefault(name, () -> Duration.ZERO).get().minus(before.getOrDefault(name, Duration.ZERO));
        return since.toNanos() / 1e3 / Math.max(1, operations);
    }

    /** All processes in words. */
    String text(long operations, String operation) {
        String each = processes.keySet().stream()
                .map(name -> String.format(Locale.ROOT, "%s %.0f", name, micros(name, operations)))
                .collect(Collectors.joining(", "));
        return "CPU time per " + operation + " in µs: " + each + ".";
    }
}

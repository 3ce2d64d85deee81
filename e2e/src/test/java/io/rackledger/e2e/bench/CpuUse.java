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

    private final Map<String, Duration> after = new LinkedHashMap<>();

    /** With the load generator, which is this process. */
    CpuUse() {
        this("load generator");
    }

    /** @param own what this process does in the run */
    CpuUse(String own) {
        and(own, () -> ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO));
    }

    CpuUse and(String name, Supplier<Duration> used) {
        processes.put(name, used);
        return this;
    }

    CpuUse start() {
        after.clear();
        processes.forEach((name, used) -> before.put(name, used.get()));
        return this;
    }

    /** What is used from here on does not count. */
    void stop() {
        processes.forEach((name, used) -> after.put(name, used.get()));
    }

    /** Microseconds of one process per operation since the start. */
    double micros(String name, long operations) {
        Supplier<Duration> used = processes.getOrDefault(name, () -> Duration.ZERO);
        Duration until = after.containsKey(name) ? after.getOrDefault(name, Duration.ZERO) : used.get();
        return until.minus(before.getOrDefault(name, Duration.ZERO)).toNanos() / 1e3 / Math.max(1, operations);
    }

    /** What the processors allow at most, however well the work is spread over them: operations a second. */
    double bound(long operations) {
        double all = processes.keySet().stream()
                .mapToDouble(name -> micros(name, operations))
                .sum();
        return Runtime.getRuntime().availableProcessors() * 1e6 / all;
    }

    /** All processes in words. */
    String text(long operations, String operation) {
        String each = processes.keySet().stream()
                .map(name -> String.format(Locale.ROOT, "%s %.1f", name, micros(name, operations)))
                .collect(Collectors.joining(", "));
        return "CPU time per " + operation + " in µs: " + each + ".";
    }
}

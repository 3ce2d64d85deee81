package io.rackledger.e2e.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process takes from its machine at one moment.
 *
 * @param rssKiB resident memory
 * @param files open file descriptors
 */
record Footprint(Instant at, long rssKiB, int threads, int files) {
    static Footprint of(EngineNode engine) {
        Path proc = Path.of("/proc", Long.toString(engine.process().pid()));
        try (Stream<Path> open = Files.list(proc.resolve("fd"))) {
            List<String> status = Files.readAllLines(proc.resolve("status"));
            return new Footprint(
                    Instant.now(), number(status, "VmRSS:"), (int) number(status, "Threads:"), (int) open.count());
        } catch (IOException e) {
            throw new UncheckedIOException("no footprint of " + engine.name(), e);
        }
    }

    private static long number(List<String> status, String name) {
        return status.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }

    /** Growth of the resident memory by the least squares of the samples, KiB an hour. */
    static double slope(List<Footprint> samples) {
        Instant start = samples.getFirst().at();
        double n = samples.size();
        double sumX = 0;
        double sumY = 0;
        double sumXy = 0;
        double sumXx = 0;
        for (Footprint each : samples) {
            double x = Duration.between(start, each.at()).toMillis() / 3_600_000.0;
            sumX += x;
            sumY += each.rssKiB();
            sumXy += x * each.rssKiB();
            sumXx += x * x;
        }
        return (n * sumXy - sumX * sumY) / (n * sumXx - sumX * sumX);
    }
}

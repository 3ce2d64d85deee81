package io.rackledger.e2e.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a process takes from its machine at one moment, right after a full garbage collection.
 *
 * @param liveKiB what its objects take that something still refers to; the one figure that a leak of objects cannot hide from
 * @param nativeKiB what the JVM has committed beside the heap: threads, classes, code, buffers, by its own account
 * @param rssKiB resident memory; grows up to the limit of the heap without anything being wrong
 * @param files open file descriptors
 * @param nodes known to the log at that moment
 * @param parts what {@code nativeKiB} is made of, by the JVM's names for it
 */
record Footprint(
        Instant at,
        long liveKiB,
        long nativeKiB,
        long rssKiB,
        int threads,
        int files,
        long nodes,
        SortedMap<String, Long> parts) {
    /** An engine must be started with this one, so that it can tell what it takes beside the heap. */
    static final String ACCOUNTS = "-XX:NativeMemoryTracking=summary";

    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
    /** What the collector puts where it leaves dead objects in their place, megabytes of it. */
    private static final Pattern FILLER =
            Pattern.compile("(?m)^ *\\d+: +\\d+ +(\\d+) +\\[?L?(?:jdk\\.internal\\.vm\\.Filler.*)$");

    private static final Pattern COMMITTED = Pattern.compile("Total: reserved=\\d+KB, committed=(\\d+)KB");
    private static final Pattern PART =
            Pattern.compile("(?m)^- +([A-Z][A-Za-z -]*) \\(reserved=\\d+KB, committed=(\\d+)KB");
    private static final String HEAP = "Java Heap";
    private static final long WORTH_TELLING = 256;

    static Footprint of(EngineNode engine, long nodes) {
        long pid = engine.process().pid();
        Path proc = Path.of("/proc", Long.toString(pid));
        // In this order: the histogram collects all garbage first.
        String histogram = jcmd(pid, "GC.class_histogram");
        long live = (number(TOTAL, histogram) - filler(histogram)) / 1024;
        String accounts = jcmd(pid, "VM.native_memory", "summary");
        SortedMap<String, Long> parts = parts(accounts);
        long heap = Objects.requireNonNull(parts.remove(HEAP), accounts);
        try (Stream<Path> open = Files.list(proc.resolve("fd"))) {
            List<String> status = Files.readAllLines(proc.resolve("status"));
            return new Footprint(
                    Instant.now(),
                    live,
                    number(COMMITTED, accounts) - heap,
                    number(status, "VmRSS:"),
                    (int) number(status, "Threads:"),
                    (int) open.count(),
                    nodes,
                    parts);
        } catch (IOException e) {
            throw new UncheckedIOException("no footprint of " + engine.name(), e);
        }
    }

    private static String jcmd(long pid, String... question) {
        try {
            ProcessBuilder asking = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid));
            asking.command().addAll(List.of(question));
            Process asked = asking.redirectErrorStream(true).start();
            return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("process " + pid + " cannot be asked", e);
        }
    }

    private static SortedMap<String, Long> parts(String accounts) {
        SortedMap<String, Long> parts = new TreeMap<>();
        PART.matcher(accounts)
                .results()
                .forEach(part -> parts.put(part.group(1).strip(), Long.parseLong(part.group(2))));
        return parts;
    }

    /** What of the memory beside the heap has become more or less since that moment, in words. */
    String changedSince(Footprint before) {
        return parts.entrySet().stream()
                .map(part -> Map.entry(
                        part.getKey(), part.getValue() - before.parts().getOrDefault(part.getKey(), 0L)))
                .filter(change -> Math.abs(change.getValue()) >= WORTH_TELLING)
                .map(change -> String.format(Locale.ROOT, "%s %+d", change.getKey(), change.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static long filler(String histogram) {
        return FILLER.matcher(histogram)
                .results()
                .mapToLong(each -> Long.parseLong(each.group(1)))
                .sum();
    }

    private static long number(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("no answer to " + pattern + " in: " + text);
        }
        return Long.parseLong(found.group(1));
    }

    private static long number(List<String> status, String name) {
        return status.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: %d nodes, %.1f MiB of live objects, %.1f MiB beside the heap, %.1f MiB resident, %d threads, %d files",
                at,
                nodes,
                liveKiB / 1024.0,
                nativeKiB / 1024.0,
                rssKiB / 1024.0,
                threads,
                files);
    }
}

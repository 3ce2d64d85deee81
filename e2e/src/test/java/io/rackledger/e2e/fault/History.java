package io.rackledger.e2e.fault;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** All calls of a run in a JSONL file, in the order of their ends. Thread-safe. */
final class History implements AutoCloseable {
    private final Path file;
    private final BufferedWriter out;
    private final List<Call> calls = new ArrayList<>();
    private Optional<Trigger> trigger = Optional.empty();
    private final AtomicLong acknowledged = new AtomicLong();

    History(Path file) {
        this.file = file;
        try {
            this.out = Files.newBufferedWriter(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs the deed once, at the first call from now on that fits, on the thread of the client that made it. */
    synchronized void upon(Predicate<Call> wanted, Runnable deed) {
        trigger = Optional.of(new Trigger(wanted, deed));
    }

    private record Trigger(Predicate<Call> wanted, Runnable deed) {}

    synchronized void add(Call call) {
        if (trigger.filter(each -> each.wanted().test(call)).isPresent()) {
            trigger.orElseThrow().deed().run();
            trigger = Optional.empty();
        }
        try {
            out.write(call.json());
            out.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException("the history cannot be written", e);
        }
        calls.add(call);
        if (call.acknowledged()) {
            acknowledged.incrementAndGet();
        }
    }

    /** Accepted calls so far. */
    long acknowledged() {
        return acknowledged.get();
    }

    Path file() {
        return file;
    }

    /** All calls so far. */
    synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    /** Partitions that have ever taken a command. */
    synchronized Set<Integer> partitions() {
        return calls.stream().filter(Call::acknowledged).map(Call::partition).collect(Collectors.toSet());
    }

    /**
     * The time from the moment until a command that was sent after it was acknowledged, for the partition that took longest; empty
     * while a partition has acknowledged nothing.
     */
    synchronized Optional<Duration> resumed(Instant moment, Set<Integer> partitions) {
        Map<Integer, Instant> first = new HashMap<>();
        for (Call call : calls.reversed()) {
            if (call.end().isBefore(moment)) {
                break;
            }
            if (call.acknowledged() && call.start().isAfter(moment)) {
                first.put(call.partition(), call.end());
            }
        }
        return first.keySet().containsAll(partitions)
                ? first.values().stream().max(Comparator.naturalOrder()).map(last -> Duration.between(moment, last))
                : Optional.empty();
    }

    /** The longest time between two acknowledgements of one engine, among those that came between two moments. */
    synchronized Duration longestGap(String instance, Instant from, Instant to) {
        Instant last = from;
        Duration longest = Duration.ZERO;
        for (Call call : calls) {
            boolean counts = call.acknowledged() && call.instance().equals(instance);
            if (counts && call.end().isAfter(last) && call.end().isBefore(to)) {
                Duration gap = Duration.between(last, call.end());
                longest = gap.compareTo(longest) > 0 ? gap : longest;
                last = call.end();
            }
        }
        Duration open = Duration.between(last, to);
        return open.compareTo(longest) > 0 ? open : longest;
    }

    @Override
    public synchronized void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

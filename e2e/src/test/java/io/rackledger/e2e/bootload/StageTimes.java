package io.rackledger.e2e.bootload;

import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** How long each stage took each machine, and how often something had to be repeated in it. Thread-safe. */
final class StageTimes {
    private final Map<String, Queue<Long>> nanos = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> repeats = new ConcurrentHashMap<>();

    <T> T measured(String stage, Callable<T> what) throws Exception {
        long began = System.nanoTime();
        T result = what.call();
        nanos.computeIfAbsent(stage, _ -> new ConcurrentLinkedQueue<>()).add(System.nanoTime() - began);
        return result;
    }

    void repeated(String what, long times) {
        repeats.computeIfAbsent(what, _ -> new LongAdder()).add(times);
    }

    /** The stages by name, each with p50 and p99 in milliseconds. */
    Map<String, double[]> millis() {
        Map<String, double[]> all = new TreeMap<>();
        nanos.forEach((stage, each) -> {
            long[] sorted = each.stream().mapToLong(Long::longValue).toArray();
            Arrays.sort(sorted);
            all.put(stage, new double[] {sorted[sorted.length / 2] / 1e6, sorted[sorted.length * 99 / 100] / 1e6});
        });
        return all;
    }

    Map<String, Long> repeats() {
        Map<String, Long> all = new TreeMap<>();
        repeats.forEach((what, count) -> all.put(what, count.sum()));
        return all;
    }
}

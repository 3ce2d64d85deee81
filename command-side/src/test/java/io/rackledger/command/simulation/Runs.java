package io.rackledger.command.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.LoggerFactory;

/** Many runs of one mode, shared out among threads: each run has its world for itself. */
final class Runs {
    private final Mode mode;
    private final long first;
    private final long count;
    private final int threads;

    Runs(Mode mode, long first, long count, int threads) {
        this.mode = mode;
        this.first = first;
        this.count = count;
        this.threads = threads;
    }

    /** What all of them came across, and the processor time that they took. */
    record Sum(Stats stats, long cpuMillis) {
        @Override
        public String toString() {
            return stats + "; " + cpuMillis + " ms of processor time";
        }
    }

    /** Makes the runs; the first broken rule ends them all. */
    Sum make() {
        quiet();
        AtomicLong next = new AtomicLong(first);
        AtomicBoolean broken = new AtomicBoolean();
        AtomicLong cpu = new AtomicLong();
        List<Future<Stats>> parts = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            for (int thread = 0; thread < threads; thread++) {
                parts.add(executor.submit(() -> part(next, broken, cpu)));
            }
        }
        Stats all = new Stats();
        for (Future<Stats> part : parts) {
            all.add(joined(part));
        }
        return new Sum(all, cpu.get() / 1_000_000);
    }

    private Stats part(AtomicLong next, AtomicBoolean broken, AtomicLong cpu) {
        Stats stats = new Stats();
        try {
            for (long seed = next.getAndIncrement();
                    seed < first + count && !broken.get();
                    seed = next.getAndIncrement()) {
                stats.add(new Run(mode, seed).make().stats);
            }
            return stats;
        } catch (Error e) {
            broken.set(true);
            throw e;
        } finally {
            cpu.addAndGet(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
        }
    }

    private static Stats joined(Future<Stats> part) {
        try {
            return part.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new AssertionError("a run broke off", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** What the process managers log of millions of steps is of use to nobody. */
    static void quiet() {
        ((Logger) LoggerFactory.getLogger("io.rackledger")).setLevel(Level.OFF);
    }
}

package io.rackledger.eventlog.kafka;

import static io.rackledger.eventlog.LogFixture.await;
import static io.rackledger.eventlog.LogFixture.change;
import static io.rackledger.eventlog.LogFixture.enroll;
import static io.rackledger.eventlog.LogFixture.newNode;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.door.AppendResult;
import io.rackledger.core.identity.NodeId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Latency and throughput of appends on the embedded broker, with and without fsync. Prints a table; asserts only that all came in. */
@Tag("bench")
final class AppendBench {
    @Test
    void printsLatencyAloneAndThroughputOfManyCallers() throws Exception {
        for (boolean flush : List.of(false, true)) {
            LogSettings settings = TestBroker.freshSettings().withReplication((short) 1, (short) 1, flush);
            try (KafkaLog log = TestBroker.open(settings)) {
                for (int callers : List.of(1, 64, 256, 1, 64, 256)) {
                    measure(log, callers, callers == 1 ? 1_000 : 150, flush);
                }
            }
            rebuild(settings);
        }
    }

    private static void rebuild(LogSettings settings) {
        try (KafkaLog cold = TestBroker.open(settings)) {
            long began = System.nanoTime();
            cold.nodeStates();
            long records = await(cold.ready()).next().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            System.out.printf("BENCH cold fold of %d records %.1f s%n", records, (System.nanoTime() - began) / 1e9);
        }
    }

    private static void measure(KafkaLog log, int callers, int each, boolean flush) throws Exception {
        List<Future<long[]>> running = new ArrayList<>();
        long began;
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<NodeId> nodes = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                NodeId node = newNode();
                await(log.nodeLog().append(enroll(node, "bench")));
                nodes.add(node);
            }
            began = System.nanoTime();
            nodes.forEach(node -> running.add(executor.submit(() -> appends(log, node, each))));
        }
        long[] all = new long[0];
        for (Future<long[]> future : running) {
            long[] times = future.get(120, TimeUnit.SECONDS);
            int before = all.length;
            all = Arrays.copyOf(all, before + times.length);
            System.arraycopy(times, 0, all, before, times.length);
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        Arrays.sort(all);
        System.out.printf(
                "BENCH fsync=%s callers=%d p50=%.2f ms p99=%.1f ms %.0f commands/s%n",
                flush, callers, all[all.length / 2] / 1e6, all[all.length * 99 / 100] / 1e6, all.length / seconds);
    }

    private static long[] appends(KafkaLog log, NodeId node, int count) {
        long[] times = new long[count];
        for (int i = 0; i < count; i++) {
            long began = System.nanoTime();
            AppendResult result = await(log.nodeLog().append(change(node, i + 1)));
            times[i] = System.nanoTime() - began;
            assertThat(result).isInstanceOf(AppendResult.Appended.class);
        }
        return times;
    }
}

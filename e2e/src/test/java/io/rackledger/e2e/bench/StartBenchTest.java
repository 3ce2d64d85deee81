package io.rackledger.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.command.process.ProcessDoors;
import io.rackledger.command.process.ProcessManagers;
import io.rackledger.command.process.ProcessRules;
import io.rackledger.core.diagnosis.Endpoints;
import io.rackledger.core.door.AppendRequest;
import io.rackledger.core.door.TimeTrust;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.WaitPolicy;
import io.rackledger.eventlog.codec.NodeRecordCodec;
import io.rackledger.eventlog.codec.WireRecord;
import io.rackledger.eventlog.embedded.EmbeddedKafka;
import io.rackledger.eventlog.fold.Partitioning;
import io.rackledger.eventlog.kafka.KafkaLog;
import io.rackledger.eventlog.kafka.LogSettings;
import io.rackledger.eventlog.kafka.SnapshotRhythm;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start of an engine over a long past, with and without snapshots, and what a resting node takes of the heap. */
@Tag("bench")
final class StartBenchTest {
    private static final int NODES = Integer.getInteger("rackledger.bench.nodes", 100_000);
    private static final int EVENTS_EACH = 60;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final SnapshotRhythm NEVER = new SnapshotRhythm(Long.MAX_VALUE, Duration.ofDays(9_000));
    private static final String TEMPLATE_NAME = "node-000000";
    private static final MacAddress TEMPLATE_MAC = new MacAddress("52:54:00:00:00:00");
    private static final NodeId TEMPLATE = new NodeId("00000000-0000-4000-8000-000000000000");

    private final List<AppendRequest> past = LongPast.of(TEMPLATE, TEMPLATE_NAME, TEMPLATE_MAC, EVENTS_EACH);
    private final long records = (long) NODES * past.size();
    private final long events =
            (long) NODES * past.stream().mapToInt(each -> each.events().size()).sum();

    @Test
    void measuresTheStartOverALongPast(@TempDir Path folder) throws Exception {
        try (Figures figures = Figures.of(StartBenchTest.class);
                EmbeddedKafka broker = EmbeddedKafka.start(folder.resolve("kafka"), 0)) {
            LogSettings settings =
                    LogSettings.embedded(broker.bootstrapServers()).withSnapshots(NEVER);
            KafkaLog.open(settings, Clock.systemUTC()).close();
            fill(settings);
            double raw = events / readRaw(settings);
            fullFold(settings, broker, raw, figures);
            writeSnapshots(settings);
            fromSnapshots(settings, figures);
        }
    }

    private String how() {
        return NODES + " nodes at rest, " + events + " events in " + records
                + " records as the engine writes them; topic filled by a bare producer; engine and broker on the same cores.";
    }

    private void fullFold(LogSettings settings, EmbeddedKafka broker, double raw, Figures figures) throws Exception {
        long before = usedHeap();
        CpuUse cpu = new CpuUse("engine").and("broker", () -> cpuOf(broker));
        cpu.start();
        long began = System.nanoTime();
        try (KafkaLog log = KafkaLog.open(settings, Clock.systemUTC())) {
            double ready = ready(log, began);
            cpu.stop();
            figures.add(
                    Figure.of("full-fold", "start without snapshots, until the fold is ready", "s", Spread.of(ready))
                            .measuredBy(how()));
            figures.add(
                    Figure.of("fold-rate", "events folded per second, full fold", "events/s", Spread.of(events / ready))
                            .beside("raw consumer, nothing done with the records", raw)
                            .aimingAtLeast(300_000)
                            .because(cpu.text(events, "event") + " The processors allow "
                                    + Math.round(cpu.bound(events))
                                    + " events/s at this cost. Taking batches apart and unpacking them, decoding, garbage collection and the"
                                    + " copies of immutable states; two partitions at a time.")
                            .measuredBy(how()));
            long used = usedHeap() - before;
            figures.add(Figure.of("heap-per-node", "heap of a resting node", "bytes", Spread.of(used / (double) NODES))
                    .aimingAtMost(2_048)
                    .because(
                            "16 bytes for each of up to 64 remembered commands; the rest is the state with the crumbs of the last attempt.")
                    .measuredBy("Used heap after garbage collections, before and after the fold, over the nodes. "
                            + how()));
        }
    }

    private void fromSnapshots(LogSettings settings, Figures figures) throws Exception {
        long began = System.nanoTime();
        try (KafkaLog log = KafkaLog.open(settings, Clock.systemUTC())) {
            figures.add(Figure.of(
                            "snapshots",
                            "start with snapshots, until the fold is ready",
                            "s",
                            Spread.of(ready(log, began)))
                    .measuredBy(how()));
            ProcessDoors doors = new ProcessDoors(
                    log.feed(),
                    log.nodeStates(),
                    _ -> CompletableFuture.failedFuture(new IllegalStateException("resting nodes want nothing")),
                    log.claims(),
                    log.bootPlanLog(),
                    log.bootPlans());
            log.ready().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            long managed = System.nanoTime();
            Endpoints endpoints = new Endpoints("10.0.0.1:8481", "10.0.0.1:8481", "10.0.0.1:8481");
            Duration grace = Duration.ofDays(1);
            ProcessRules rules =
                    new ProcessRules(WaitPolicy.standard(), endpoints, Duration.ofSeconds(20), grace, grace);
            try (ProcessManagers managers = new ProcessManagers(doors, rules, Clock.systemUTC(), TimeTrust.always())) {
                managers.start();
                Awaitility.await()
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(20))
                        .until(managers::live);
                double seconds = (System.nanoTime() - managed) / 1e9;
                figures.add(Figure.of(
                                "managers-live",
                                "after the fold is ready, until the process managers act",
                                "s",
                                Spread.of(seconds))
                        .measuredBy(how()));
            }
        }
    }

    private static Duration cpuOf(EmbeddedKafka broker) {
        return ProcessHandle.of(broker.pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    private static double ready(KafkaLog log, long began) throws Exception {
        log.nodeStates();
        log.ready().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return (System.nanoTime() - began) / 1e9;
    }

    /** One snapshot for each node, and a checkpoint for each partition. */
    private static void writeSnapshots(LogSettings settings) throws Exception {
        LogSettings writing = settings.withSnapshots(new SnapshotRhythm(1, Duration.ZERO));
        try (KafkaLog log = KafkaLog.open(writing, Clock.systemUTC())) {
            log.nodeStates();
            log.ready().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        var ends = log.ends(Duration.ofSeconds(10)).get().get("snapshots");
                        return ends.next().values().stream()
                                        .mapToLong(Long::longValue)
                                        .sum()
                                == NODES + settings.layout().partitions();
                    });
        }
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** The template's records under each node's own id, name and MAC address, which are as long as the template's. */
    private void fill(LogSettings settings) {
        List<WireRecord> template = past.stream()
                .map(request -> NodeRecordCodec.encode(request, Optional.empty()))
                .toList();
        AtomicLong failed = new AtomicLong();
        Map<String, Object> properties = Map.of(
                "bootstrap.servers",
                settings.access().bootstrapServers(),
                "acks",
                "all",
                "linger.ms",
                "20",
                "batch.size",
                "262144",
                "compression.type",
                "zstd");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int node = 0; node < NODES; node++) {
                String id = new UUID(0x4000L | (long) node << 20, 0x8000000000000000L | node).toString();
                for (WireRecord each : template) {
                    producer.send(
                            record(settings, each, id, node),
                            (_, failure) -> failed.addAndGet(failure == null ? 0 : 1));
                }
            }
        }
        assertThat(failed).hasValue(0);
    }

    private static ProducerRecord<byte[], byte[]> record(LogSettings settings, WireRecord wire, String id, int node) {
        String text = new String(wire.value(), StandardCharsets.UTF_8)
                .replace(TEMPLATE.value(), id)
                .replace(TEMPLATE_NAME, "node-%06d".formatted(node))
                .replace(
                        TEMPLATE_MAC.value(),
                        "52:54:%02x:%02x:%02x:00".formatted(node >> 16, node >> 8 & 255, node & 255));
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                settings.access().prefix() + "node-events",
                Partitioning.of(id, settings.layout().partitions()),
                id.getBytes(StandardCharsets.UTF_8),
                text.getBytes(StandardCharsets.UTF_8));
        wire.headers()
                .forEach((name, value) -> record.headers()
                        .add(name, value.replace(TEMPLATE.value(), id).getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    private double readRaw(LogSettings settings) {
        Map<String, Object> properties =
                Map.of("bootstrap.servers", settings.access().bootstrapServers(), "max.poll.records", "5000");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> all = IntStream.range(0, settings.layout().partitions())
                    .mapToObj(p -> new TopicPartition(settings.access().prefix() + "node-events", p))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            long began = System.nanoTime();
            long read = 0;
            while (read < records) {
                read += consumer.poll(Duration.ofSeconds(1)).count();
            }
            return (System.nanoTime() - began) / 1e9;
        }
    }
}

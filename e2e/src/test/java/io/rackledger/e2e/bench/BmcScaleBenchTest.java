package io.rackledger.e2e.bench;

import static org.awaitility.Awaitility.await;

import io.rackledger.bmc.BmcAdapter;
import io.rackledger.bmc.BmcSettings;
import io.rackledger.bmc.credential.CertificateMemory;
import io.rackledger.bmc.credential.Credential;
import io.rackledger.bmc.driver.BmcDriver;
import io.rackledger.bmc.driver.BmcSession;
import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.core.door.AppendRequest;
import io.rackledger.core.door.AppendResult;
import io.rackledger.core.door.NodeLog;
import io.rackledger.core.door.RecordContext;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.BmcIdentity;
import io.rackledger.core.node.NodeAttributes;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.PowerState;
import io.rackledger.core.node.Protection;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The power of 10,000 nodes is looked at each minute, over real IPMI sessions, by the adapter as the engine runs it, on a log on Kafka. */
@Tag("bench")
final class BmcScaleBenchTest {
    private static final int NODES = 10_000;
    private static final int ROUNDS = 3;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration AT_REST = Duration.ofSeconds(20);
    private static final Instant ENROLLED = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir
    Path folder;

    private final LongAdder looks = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final List<Double> cpu = new ArrayList<>();
    private final List<Double> looked = new ArrayList<>();
    private final Set<String> threads = new TreeSet<>();
    private long heapTaken;

    @Test
    void looksAtTenThousandNodesEachMinute() throws Exception {
        try (BenchLog bench = BenchLog.start(folder, false);
                BmcHall _ = BmcHall.start(folder, NODES);
                Figures figures = Figures.of(BmcScaleBenchTest.class)) {
            enroll(bench.log().nodeLog());
            long heap = heap();
            Set<String> before = threads();
            BmcSettings settings =
                    BmcSettings.standard(_ -> Optional.of(new Credential(BmcHall.USER, BmcHall.PASSWORD)));
            try (BmcAdapter _ = BmcAdapter.start(
                    settings,
                    bench.log().feed(),
                    bench.log().nodeStates(),
                    bench.log().signals(),
                    Clock.systemUTC(),
                    Counted::new)) {
                pass(MINUTE.multipliedBy(2));
                Set<String> more = threads();
                for (int i = 0; i < ROUNDS; i++) {
                    long already = looks.sum();
                    cpu.add(cpuDuring(MINUTE));
                    looked.add((double) (looks.sum() - already));
                    more.addAll(threads());
                }
                more.removeAll(before);
                threads.addAll(more);
                heapTaken = heap() - heap;
            }
            // After the work, as before it the compiler is still at work on the fold.
            rows(figures, cpuDuring(AT_REST));
        }
    }

    private void rows(Figures figures, double atRest) throws IOException {
        String how =
                "10,000 nodes of driver ipmi on a log on Kafka (broker in another process); 10,000 simulated BMCs in"
                        + " another process, suite 17. The adapter as the engine starts it, 128 BMCs at a time: each look logs in,"
                        + " reads the chassis status and logs out, 9 exchanges. Warm-up two minutes, " + ROUNDS
                        + " rounds of a minute; " + failures.sum() + " looks failed in all.";
        figures.add(Figure.of(
                        "poll-rate",
                        "looks at the power of 10,000 nodes, interval 60 s",
                        "looks/min",
                        Spread.of(looked))
                .aimingAtLeast(NODES * 0.95)
                .because(
                        "The interval of each node is 60 s plus or minus a fifth, counted from the end of its last look.")
                .measuredBy(how));
        figures.add(Figure.of("poll-threads", "platform threads that this takes", "threads", Spread.of(threads.size()))
                .aimingAtMost(8)
                .because("Named "
                        + threads.stream()
                                .map(each -> each.replaceFirst(" [0-9]+$", ""))
                                .collect(Collectors.joining(", "))
                        + ".")
                .measuredBy(how));
        figures.add(Figure.of("poll-cpu", "processor time of the process meanwhile", "% of a core", Spread.of(cpu))
                .beside("the same at rest afterwards, without looks", atRest)
                .because("A look takes some 9 exchanges and the codes of each packet.")
                .measuredBy(how));
        figures.add(Figure.of(
                        "poll-heap",
                        "heap that this takes, after a collection",
                        "MiB",
                        Spread.of(heapTaken / 1048576.0))
                .because(
                        "Resident in all: " + residentMib() + " MiB, with Kafka's client and the fold of 10,000 nodes.")
                .measuredBy(how));
    }

    private static void enroll(NodeLog log) throws Exception {
        List<CompletableFuture<AppendResult>> results = new ArrayList<>();
        for (int number = 0; number < NODES; number++) {
            NodeId id = FleetHistory.id(number);
            RecordContext context = new RecordContext(
                    new CommandId("c" + number), Digest.of(new byte[] {1}), "operator:bench", "", "story", "");
            results.add(log.append(new AppendRequest(id, 0, ENROLLED, events(id, number), context)));
        }
        for (CompletableFuture<AppendResult> result : results) {
            if (!(result.get(60, TimeUnit.SECONDS) instanceof AppendResult.Appended)) {
                throw new IllegalStateException("a node was not enrolled: " + result.get());
            }
        }
    }

    /** Known to be off, so that a look has nothing to tell, as nearly all looks have not. */
    private static List<NodeEvent> events(NodeId id, int number) {
        NodeAttributes attributes = new NodeAttributes(
                FleetHistory.name(number),
                "ipmi",
                Optional.of(new BmcAddress("ipmi://" + BmcHall.authority(number))),
                "",
                new TreeSet<>(),
                new TreeMap<>(),
                "",
                new TreeSet<>(),
                "",
                Protection.NONE,
                Protection.NONE);
        return List.of(
                new NodeEvent.NodeEnrolled(ENROLLED, id, attributes),
                new NodeEvent.BmcIdentified(ENROLLED, new BmcIdentity("", "bench"), ENROLLED),
                new NodeEvent.PowerStateObserved(ENROLLED, PowerState.OFF, Optional.of(ENROLLED)));
    }

    private static double cpuDuring(Duration time) {
        CpuUse use = new CpuUse("adapter").start();
        pass(time);
        return use.micros("adapter", 1) / time.toNanos() * 1e3 * 100;
    }

    private static void pass(Duration time) {
        await().pollDelay(time).atMost(time.multipliedBy(2)).until(() -> true);
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(thread -> thread.getName() + " " + thread.threadId())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static String residentMib() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            long kib = lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
            return String.format(Locale.ROOT, "%d", kib / 1024);
        }
    }

    /** Counts pieces of work that came to their end, and those that did not begin. */
    private final class Counted implements BmcDriver {
        private final BmcDriver driver;

        Counted(BmcDriver driver) {
            this.driver = driver;
        }

        @Override
        public String name() {
            return driver.name();
        }

        @Override
        public BmcSession open(
                BmcAddress address, Optional<Credential> credential, Optional<CertificateMemory> certificate)
                throws BmcTrouble {
            return new CountedSession(driver.open(address, credential, certificate), looks, failures);
        }
    }
}

package io.rackledger.eventlog.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rackledger.core.door.FeedReader;
import io.rackledger.core.door.LogRecord;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalSubject;
import io.rackledger.eventlog.embedded.EmbeddedKafka;
import io.rackledger.eventlog.kafka.KafkaLog;
import io.rackledger.eventlog.kafka.LogSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real deaths: of the broker, of the process that spools, of the room on its disk. */
final class SpoolFaultTest {
    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    Path directory;

    @Test
    void deliversEachAcknowledgedSignalInOrderOverTheDeathOfTheBroker() throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.start(directory.resolve("kafka"), 0);
                KafkaLog log = KafkaLog.open(LogSettings.embedded(broker.bootstrapServers()), Clock.systemUTC());
                SpooledSignals spool = spool()) {
            spool.connect(log.signals());
            long killed = broker.pid();
            List<CompletableFuture<LogPosition>> kept = new ArrayList<>();
            for (int i = 0; i < 3_000; i++) {
                kept.add(spool.report(SpoolProcess.signal(i % 5, i)));
                if (i == 1_000) {
                    ProcessHandle.of(killed).orElseThrow().destroyForcibly();
                }
                if (i % 500 == 499) {
                    kept.getLast().get(LONG.toSeconds(), TimeUnit.SECONDS);
                }
            }
            for (CompletableFuture<LogPosition> each : kept) {
                each.get(LONG.toSeconds(), TimeUnit.SECONDS);
            }
            assertThat(broker.pid()).as("another broker has come").isNotEqualTo(killed);
            await().atMost(LONG).until(spool::direct);
            assertThat(spool.forwarded()).as("some went by way of the disk").isPositive();
            List<Signal> read = read(log);
            for (int machine = 0; machine < 5; machine++) {
                assertThat(clocks(read, machine))
                        .as("machine %d", machine)
                        .isSorted()
                        .hasSize(600);
            }
        }
    }

    @Test
    void keepsWhatItAcknowledgedWhenItsProcessIsKilled() throws Exception {
        Path home = directory.resolve("spool");
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SpoolProcess.class.getName(),
                        home.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Set<Long> acknowledged = new HashSet<>();
        try (BufferedReader out = process.inputReader()) {
            for (int i = 0; i < 3_000; i++) {
                acknowledged.add(Long.parseLong(out.readLine()));
            }
            process.destroyForcibly();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        List<Signal> taken = new ArrayList<>();
        try (SpooledSignals spool = spool()) {
            spool.connect(signal -> {
                taken.add(signal);
                return CompletableFuture.completedFuture(LogPosition.START);
            });
            await().atMost(LONG).until(spool::direct);
        }
        Set<Long> there = new HashSet<>();
        taken.forEach(signal -> there.add(signal.seenAt().getEpochSecond()));
        assertThat(there).containsAll(acknowledged);
        for (int machine = 0; machine < 5; machine++) {
            assertThat(clocks(taken, machine)).as("machine %d", machine).isSorted();
        }
    }

    @Test
    void keepsFailuresOnAFullDiskAndCountsWhatItDoesNot() throws Exception {
        boolean root = "root".equals(System.getProperty("user.name"));
        if (!root) {
            System.err.println("SKIPPED: only root can mount a small disk");
        }
        assumeTrue(root, "only root can mount a small disk");
        Path disk = Files.createDirectories(directory.resolve("disk"));
        run("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk.toString());
        try (SpooledSignals spool =
                SpooledSignals.open(disk.resolve("spool"), SpoolLimits.DEFAULT, Clock.systemUTC())) {
            int refused = 0;
            for (int i = 0; refused == 0; i++) {
                refused += refused(spool.report(SpoolProcess.signal(1, i)));
            }
            assertThat(spool.dropped()).isEqualTo(refused);
            for (int i = 0; i < 100; i++) {
                assertThat(refused(spool.report(failure(i))))
                        .as("failure %d", i)
                        .isZero();
            }
            assertThat(spool.lostFailures()).isZero();
            List<Signal> taken = new ArrayList<>();
            spool.connect(signal -> {
                taken.add(signal);
                return CompletableFuture.completedFuture(LogPosition.START);
            });
            await().atMost(LONG).until(spool::direct);
            assertThat(clocks(taken, 9)).hasSize(100);
        } finally {
            run("umount", "-l", disk.toString());
        }
    }

    private SpooledSignals spool() {
        return SpooledSignals.open(directory.resolve("spool"), SpoolLimits.DEFAULT, Clock.systemUTC());
    }

    private static int refused(CompletableFuture<LogPosition> kept) throws InterruptedException, TimeoutException {
        try {
            kept.get(30, TimeUnit.SECONDS);
            return 0;
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(SpoolFullException.class);
            return 1;
        }
    }

    private static Signal failure(int clock) {
        return new Signal(
                SignalId.ofParts(List.of("failure", "" + clock)),
                new SignalSubject.OfSource("10.0.0.9"),
                Instant.ofEpochSecond(clock),
                "10.0.0.9:4711",
                Optional.empty(),
                new SignalBody.FailureReported("kernel", "no space left"));
    }

    /** All signals of the log, each id once: the first of it. */
    private static List<Signal> read(KafkaLog log) {
        LogVector end = log.feed().end(LogTopic.SIGNALS, LONG);
        Map<SignalId, Signal> first = new LinkedHashMap<>();
        try (FeedReader reader = log.feed().readAll(Map.of(LogTopic.SIGNALS, LogVector.START))) {
            while (!reader.next(LogTopic.SIGNALS).covers(end)) {
                for (LogRecord each : reader.poll(Duration.ofMillis(200))) {
                    Signal signal = ((LogRecord.OfSignal) each).signal();
                    first.putIfAbsent(signal.id(), signal);
                }
            }
        }
        return List.copyOf(first.values());
    }

    private static List<Long> clocks(List<Signal> signals, int machine) {
        return signals.stream()
                .filter(signal -> signal.subject().key().equals("source:10.0.0." + machine))
                .map(signal -> signal.seenAt().getEpochSecond())
                .distinct()
                .toList();
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
    }
}

package io.rackledger.eventlog.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rackledger.core.door.SignalLog;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalSubject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signals reach the log in order and count once, whatever the log does meanwhile. */
final class SpooledSignalsTest {
    private static final SpoolLimits LIMITS = new SpoolLimits(1 << 20, 16 << 10, 4096, Duration.ofMillis(300));
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Taker log = new Taker();

    @TempDir
    Path directory;

    @Test
    void goesToTheLogDirectlyWhileItAnswers() throws Exception {
        try (SpooledSignals spool = open(LIMITS)) {
            spool.connect(log);
            assertThat(spool.report(beat(1, 1)).get(30, TimeUnit.SECONDS)).isEqualTo(new LogPosition(0, 1));
            assertThat(spool.direct()).isTrue();
            assertThat(spool.forwarded()).isZero();
        }
    }

    @Test
    void keepsTheOrderOfEachMachineOverARefusalASilenceAndTheWayBack() throws Exception {
        try (SpooledSignals spool = open(LIMITS)) {
            spool.connect(log);
            List<CompletableFuture<LogPosition>> kept = new ArrayList<>();
            for (int i = 0; i < 600; i++) {
                if (i == 100) {
                    log.mood = Mood.REFUSES;
                } else if (i == 300) {
                    log.mood = Mood.SILENT;
                } else if (i == 400) {
                    log.mood = Mood.TAKES;
                }
                kept.add(spool.report(beat(i % 7, i)));
            }
            for (CompletableFuture<LogPosition> each : kept) {
                each.get(30, TimeUnit.SECONDS);
            }
            await().atMost(LONG).until(spool::direct);
            assertThat(spool.waitingBytes()).isZero();
            for (int machine = 0; machine < 7; machine++) {
                assertThat(new ArrayList<>(new LinkedHashSet<>(log.clocksOf(machine))))
                        .as("machine %d", machine)
                        .isSorted()
                        .hasSize(machine < 5 ? 86 : 85);
            }
        }
    }

    @Test
    void takesSignalsBeforeThereIsALogAndDeliversThemAfterARestart() throws Exception {
        try (SpooledSignals spool = open(LIMITS)) {
            for (int i = 0; i < 50; i++) {
                spool.report(beat(1, i)).get(30, TimeUnit.SECONDS);
            }
            assertThat(spool.direct()).isFalse();
            assertThat(spool.waitingBytes()).isPositive();
        }
        try (SpooledSignals spool = open(LIMITS)) {
            spool.connect(log);
            CompletableFuture<LogPosition> later = spool.report(beat(1, 50));
            await().atMost(LONG).until(spool::direct);
            later.get(30, TimeUnit.SECONDS);
            assertThat(log.clocksOf(1)).isSorted().doesNotHaveDuplicates().hasSize(51);
        }
    }

    @Test
    void sendsAgainOnlyWhatDidNotArrive() throws Exception {
        try (SpooledSignals spool = open(LIMITS)) {
            for (int i = 0; i < 70; i++) {
                spool.report(beat(i % 7, i)).get(30, TimeUnit.SECONDS);
            }
            log.refusals.set(3);
            spool.connect(log);
            await().atMost(LONG).until(spool::direct);
            for (int machine = 0; machine < 7; machine++) {
                assertThat(log.clocksOf(machine))
                        .isSorted()
                        .doesNotHaveDuplicates()
                        .hasSize(10);
            }
            assertThat(log.refusals).hasNegativeValue();
        }
    }

    @Test
    void dropsSignsOfLifeWhereItIsFullAndCountsThemAndKeepsFailures() throws Exception {
        SpoolLimits small = new SpoolLimits(64 << 10, 4 << 10, 1024, Duration.ofMillis(300));
        try (SpooledSignals spool = open(small)) {
            int refused = 0;
            for (int i = 0; i < 300; i++) {
                CompletableFuture<LogPosition> kept = spool.report(beat(1, i));
                refused += kept.handle((_, failure) -> failure == null ? 0 : 1).get(30, TimeUnit.SECONDS);
            }
            assertThat(refused).isPositive();
            assertThat(spool.dropped()).isEqualTo(refused);
            for (int i = 0; i < 20; i++) {
                spool.report(failure(2, i)).get(30, TimeUnit.SECONDS);
            }
            assertThat(spool.lostFailures()).isZero();
            spool.connect(log);
            await().atMost(LONG).until(spool::direct);
            assertThat(log.clocksOf(2)).hasSize(20);
            assertThat(log.clocksOf(1)).hasSize(300 - refused);
        }
    }

    @Test
    void tellsNobodyThatAFailureWasKeptWhereNotEvenThatHasRoom() {
        SpoolLimits tiny = new SpoolLimits(8 << 10, 1024, 0, Duration.ofMillis(300));
        try (SpooledSignals spool = open(tiny)) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            spool.report(failure(2, i)).get(30, TimeUnit.SECONDS);
                        }
                    })
                    .hasCauseInstanceOf(SpoolFullException.class);
            assertThat(spool.lostFailures()).isEqualTo(1);
        }
    }

    private SpooledSignals open(SpoolLimits limits) {
        return SpooledSignals.open(directory.resolve("spool"), limits, Clock.systemUTC());
    }

    private static Signal beat(int machine, int clock) {
        return signal(machine, clock, new SignalBody.HeartbeatReceived());
    }

    private static Signal failure(int machine, int clock) {
        return signal(machine, clock, new SignalBody.FailureReported("kernel", "no space " + clock));
    }

    private static Signal signal(int machine, int clock, SignalBody body) {
        return new Signal(
                SignalId.ofParts(List.of("m" + machine, "" + clock)),
                new SignalSubject.OfSource("10.0.0." + machine),
                Instant.ofEpochSecond(clock),
                "10.0.0." + machine + ":4711",
                Optional.empty(),
                body);
    }

    private enum Mood {
        TAKES,
        REFUSES,
        SILENT
    }

    /** A log of moods. */
    private static final class Taker implements SignalLog {
        private final List<Signal> taken = new ArrayList<>();
        private final AtomicInteger refusals = new AtomicInteger();
        private volatile Mood mood = Mood.TAKES;

        @Override
        public CompletableFuture<LogPosition> report(Signal signal) {
            boolean ofThird = signal.subject().key().equals("source:10.0.0.3");
            if (ofThird && refusals.getAndDecrement() > 0) {
                return CompletableFuture.failedFuture(new IllegalStateException("not now"));
            }
            return switch (mood) {
                case TAKES -> {
                    synchronized (taken) {
                        taken.add(signal);
                        yield CompletableFuture.completedFuture(new LogPosition(0, taken.size()));
                    }
                }
                case REFUSES -> CompletableFuture.failedFuture(new IllegalStateException("no"));
                case SILENT -> new CompletableFuture<>();
            };
        }

        List<Long> clocksOf(int machine) {
            synchronized (taken) {
                return taken.stream()
                        .filter(signal -> signal.subject().key().equals("source:10.0.0." + machine))
                        .map(signal -> signal.seenAt().getEpochSecond())
                        .toList();
            }
        }
    }
}

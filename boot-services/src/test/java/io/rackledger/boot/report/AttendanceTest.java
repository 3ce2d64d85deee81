package io.rackledger.boot.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.core.boot.BootStage;
import io.rackledger.core.door.BootPlans;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.WaitId;
import io.rackledger.core.plan.BootPlan;
import io.rackledger.core.plan.BootPlanKind;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody.BootServicesAway;
import io.rackledger.core.signal.SignalSubject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that was away says so to the nodes that were waiting. */
final class AttendanceTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final NodeId NODE = new NodeId("00000000-0000-4000-8000-000000000001");

    private final List<Signal> told = new CopyOnWriteArrayList<>();
    private final SignalReporter reporter = new SignalReporter(
            signal -> {
                told.add(signal);
                return CompletableFuture.completedFuture(new LogPosition(0, told.size()));
            },
            Duration.ofSeconds(5),
            StrangerLimits.DEFAULT);

    @TempDir
    Path directory;

    @Test
    void tellsNodesUnderWayForHowLongItWasAway() throws IOException {
        Path file = directory.resolve("boot").resolve("last-at-work");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "2026-03-01T09:58:30Z\n");
        try (Attendance attendance = begin(file)) {
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> Files.readString(file).startsWith(NOW.toString()));
            assertThat(attendance).isNotNull();
        }
        assertThat(told).singleElement().satisfies(signal -> {
            assertThat(signal.body()).isEqualTo(new BootServicesAway(Instant.parse("2026-03-01T09:58:30Z"), NOW));
            assertThat(signal.subject())
                    .isEqualTo(new SignalSubject.OfNode(
                            NODE, Optional.of(AttemptId.of(NODE, 2)), Optional.of(BootStage.EPHEMERAL)));
        });
    }

    @Test
    void saysNothingWhereItIsNewOrWasHereAMomentAgoOrCannotKnow() throws IOException {
        Path file = directory.resolve("last-at-work");
        begin(file).close();
        assertThat(Files.readString(file)).startsWith(NOW.toString());
        Files.writeString(file, "2026-03-01T09:59:57Z");
        begin(file).close();
        Files.writeString(file, "2026-03-01T09");
        begin(file).close();
        assertThat(told).isEmpty();
        assertThat(Files.readString(file)).startsWith(NOW.toString());
    }

    private Attendance begin(Path file) {
        return Attendance.begin(file, new Plans(), reporter, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    /** A node under way and one at rest. */
    private static final class Plans implements BootPlans {
        @Override
        public Optional<BootPlan> byMac(MacAddress mac) {
            return Optional.empty();
        }

        @Override
        public Stream<BootPlan> all() {
            return Stream.of(
                    plan(NODE, Optional.of(AttemptId.of(NODE, 2))),
                    plan(new NodeId("00000000-0000-4000-8000-000000000002"), Optional.empty()));
        }

        @Override
        public void listen(Consumer<BootPlan> listener) {
            all().forEach(listener);
        }

        private static BootPlan plan(NodeId node, Optional<AttemptId> attempt) {
            return new BootPlan(
                    node,
                    "n",
                    new TreeSet<>(),
                    BootPlanKind.INSPECT,
                    attempt,
                    attempt.map(_ -> new WaitId(3)),
                    BootStage.EPHEMERAL,
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    false,
                    5,
                    Optional.empty(),
                    7);
        }
    }
}

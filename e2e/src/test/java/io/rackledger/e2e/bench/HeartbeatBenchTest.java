package io.rackledger.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.boot.token.TokenKey;
import io.rackledger.core.boot.BootStage;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.plan.BootPlan;
import io.rackledger.core.plan.BootPlanKind;
import io.rackledger.eventlog.EventLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Heartbeats per second that boot services take over HTTP; each is in the log when it is answered. */
@Tag("bench")
final class HeartbeatBenchTest {
    private static final int MACHINES = 1_000;
    private static final int CONNECTIONS = 256;
    private static final long ROUND_MILLIS = 4_000;
    private static final int WARM_UP = 150_000;
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final double AIM = 20_000;

    @Test
    void measuresHeartbeats(@TempDir Path folder) throws Exception {
        try (Figures figures = Figures.of(HeartbeatBenchTest.class);
                BenchLog log = BenchLog.start(folder, false);
                RawProducer raw = new RawProducer(log)) {
            List<AttemptId> attempts = plans(log.log());
            measure(folder.resolve("alone"), "boot", log, attempts, raw, figures);
            measure(folder.resolve("beside"), "command,boot", log, attempts, raw, figures);
        }
    }

    private static void measure(
            Path folder, String roles, BenchLog log, List<AttemptId> attempts, RawProducer raw, Figures figures)
            throws Exception {
        TokenKey key = TokenKey.of(folder.resolve("data/boot"));
        try (ServingEngine engine = ServingEngine.start(folder, log, roles);
                Beating beating = new Beating(engine, key, attempts)) {
            int warmUp = WarmUp.of(WARM_UP, LONGEST_WARM_UP, beating::until);
            long before = log.records(LogTopic.SIGNALS);
            CpuUse cpu = new CpuUse()
                    .and("engine", engine::cpu)
                    .and("broker", log::cpu)
                    .start();
            RateRounds rounds = RateRounds.measure(ROUND_MILLIS, beating::until);
            String cost = cpu.text(rounds.latencies().count(), "heartbeat");
            assertThat(log.records(LogTopic.SIGNALS) - before)
                    .as(
                            "signals in the topic for %d heartbeats answered",
                            rounds.latencies().count())
                    .isEqualTo(rounds.latencies().count());
            figures.add(row(roles, rounds, cost, warmUp)
                    .beside("raw idempotent producer, as many under way", raw.rate(CONNECTIONS, ROUND_MILLIS)));
        }
    }

    private static Figure row(String roles, RateRounds rounds, String cost, int warmUp) {
        Figure row = Figure.of(
                        roles.replace(',', '-'),
                        "heartbeats of " + MACHINES + " machines over HTTP, engine with roles " + roles,
                        "heartbeats/s",
                        rounds.perSecond())
                .because(cost)
                .measuredBy(CONNECTIONS
                        + " keep-alive connections with one heartbeat under way each, answered with 204 when it is "
                        + "durable. All were answered so, and as many signals were counted in the topic. Warm-up "
                        + warmUp
                        + " heartbeats, " + RateRounds.ROUNDS + " rounds of " + ROUND_MILLIS / 1000 + " s. Latency "
                        + rounds.latencies() + ".");
        return row.aimingAtLeast(AIM);
    }

    /** Machines that are being cleaned, as their boot plans tell. */
    private static List<AttemptId> plans(EventLog log) throws Exception {
        List<AttemptId> attempts = new ArrayList<>();
        for (int number = 0; number < MACHINES; number++) {
            NodeId node = NodeId.of(UUID.nameUUIDFromBytes(("beat " + number).getBytes(StandardCharsets.UTF_8)));
            AttemptId attempt = AttemptId.of(node, 1);
            attempts.add(attempt);
            MacAddress mac = new MacAddress("52:54:00:02:%02x:%02x".formatted(number >> 8, number & 0xff));
            log.bootPlanLog()
                    .publish(new BootPlan(
                            node,
                            "beat-" + number,
                            new TreeSet<>(List.of(mac)),
                            BootPlanKind.CLEAN,
                            Optional.of(attempt),
                            Optional.empty(),
                            BootStage.EPHEMERAL,
                            Optional.empty(),
                            Optional.empty(),
                            List.of(),
                            false,
                            5,
                            Optional.empty(),
                            1))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }
        return attempts;
    }

    /** The machines, each speaking over one of the connections. */
    private static final class Beating implements AutoCloseable {
        private final HttpLoad load;
        private Latencies latencies = new Latencies();

        Beating(ServingEngine engine, TokenKey key, List<AttemptId> attempts) throws Exception {
            List<String> paths = attempts.stream()
                    .map(attempt -> "POST /run/"
                            + key.tokenFor(attempt, BootStage.EPHEMERAL).value()
                            + "/events HTTP/1.1\r\nHost: engine\r\nContent-Type: application/x-www-form-urlencoded\r\n")
                    .toList();
            load = new HttpLoad(engine.boot(), CONNECTIONS, number -> new Machine(paths, number));
        }

        Latencies until(long end) throws Exception {
            load.run(() -> System.nanoTime() < end);
            Latencies taken = latencies;
            latencies = new Latencies();
            return taken;
        }

        @Override
        public void close() throws Exception {
            load.close();
        }

        private final class Machine implements HttpLoad.Caller {
            private final List<String> paths;
            private final int number;
            private long count;

            Machine(List<String> paths, int number) {
                this.paths = paths;
                this.number = number;
            }

            @Override
            public byte[] next() {
                count++;
                String path = paths.get((int) ((number + count * CONNECTIONS) % paths.size()));
                String body = "event=heartbeat&seq=" + count + "&boot=b-" + number + "&clock=1795275616.552";
                return (path + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.ISO_8859_1);
            }

            @Override
            public void answered(int status, String answer, long nanos) {
                if (status != 204) {
                    throw new IllegalStateException("a heartbeat was answered with " + answer);
                }
                latencies.add(nanos);
            }
        }
    }
}

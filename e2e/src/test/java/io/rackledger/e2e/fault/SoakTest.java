package io.rackledger.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * R16: for some minutes, a random fault every few seconds while clients write and machines live their lives through a bad network: the
 * broker dies, PostgreSQL dies, an engine dies, an engine stands still. Then all is as it should be, and what lived has not grown.
 */
final class SoakTest {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration TO_REST = Duration.ofMinutes(6);
    private static final Duration WARM = Duration.ofMinutes(3);
    private static final int MACHINES = 8;
    private static final SignalProxy.Weather ROUGH = new SignalProxy.Weather(10, 20, 10, 20, Duration.ofSeconds(12));

    @Test
    @Tag("full")
    void losesNothingAndGrowsNot() {
        Seed seed = Seed.of(getClass(), "losesNothingAndGrowsNot");
        Duration time = Duration.ofMinutes(Integer.getInteger("rackledger.fault.minutes", 10));
        try (Installation at = Installation.of("r16-soak", 1);
                Soak soak = new Soak(at, seed)) {
            soak.run(time);
            soak.report(seed);
        }
    }

    private static final class Soak implements AutoCloseable {
        private final Installation at;
        private final SplittableRandom chance;
        private final EngineNode steady;
        private final EngineNode mortal;
        private final EngineNode query;
        private final SignalProxy proxy;
        private final Fleet fleet;
        private final Board board;
        private final List<Footprint> samples = new ArrayList<>();
        private final List<String> faults = new ArrayList<>();
        private final AtomicBoolean enough = new AtomicBoolean();

        Soak(Installation at, Seed seed) {
            this.at = at;
            this.chance = seed.chance();
            int port = FreePorts.next();
            String url = "http://127.0.0.1:" + port;
            steady = Installation.shortWaits(at.engine("steady", "command,boot,bmc"))
                    .with("--boot-url", url)
                    .start();
            mortal = Installation.shortWaits(at.engine("mortal", "command,bmc"))
                    .with("--boot-url", url)
                    .start();
            query = at.engine("query", "query").start();
            List.of(steady, mortal, query).forEach(EngineNode::awaitReady);
            proxy = SignalProxy.start(port, "http://127.0.0.1:" + steady.bootPort(), ROUGH, seed.value());
            fleet = Fleet.start("f", MACHINES, Map.of(), url, writers(), at.history(), seed.value());
            board = Board.open(at.brokers().bootstrapServers(), 1);
            fleet.enroll();
        }

        private List<EngineNode> writers() {
            return List.of(steady, mortal);
        }

        void run(Duration time) {
            Instant start = Instant.now();
            CompletableFuture<Void> lives = CompletableFuture.runAsync(this::lifecycles);
            try (Load load = Load.start("l", at, writers(), 4, 16, chance.nextLong())) {
                while (Duration.between(start, Instant.now()).compareTo(time) < 0) {
                    load.go(Duration.ofMillis(4_000 + chance.nextInt(6_000)));
                    fault(load);
                    load.awaitMore(20, PATIENCE);
                    samples.add(Footprint.of(steady));
                }
                enough.set(true);
                proxy.calmDown();
                lives.orTimeout(TO_REST.toMillis(), TimeUnit.MILLISECONDS).join();
                board.awaitAll(Board::atRest, TO_REST);
                load.finish();
            }
        }

        private void lifecycles() {
            while (!enough.get()) {
                fleet.live(() -> board, TO_REST, List.of(Fleet.MANAGE, Fleet.PROVIDE));
            }
        }

        private void fault(Load load) {
            int dice = chance.nextInt(4);
            faults.add(List.of("R1", "R3", "R4", "R5").get(dice));
            switch (dice) {
                case 0 -> {
                    at.brokers().first().kill();
                    load.go(Duration.ofMillis(chance.nextInt(1_000)));
                    at.brokers().first().start();
                }
                case 1 -> at.killPostgres();
                case 2 -> {
                    mortal.kill();
                    load.go(Duration.ofMillis(chance.nextInt(3_000)));
                    mortal.restart();
                }
                default -> {
                    EngineNode zombie = chance.nextBoolean() ? steady : mortal;
                    zombie.freeze();
                    load.go(Duration.ofMillis(1_000 + chance.nextInt(9_000)));
                    zombie.thaw();
                }
            }
        }

        void report(Seed seed) {
            System.out.println(faults.size() + " faults: " + faults);
            System.out.println(board.states() + "; " + proxy.words());
            board.failures().forEach(System.out::println);
            List<Footprint> warm = samples.stream()
                    .filter(each ->
                            Duration.between(samples.getFirst().at(), each.at()).compareTo(WARM) > 0)
                    .toList();
            System.out.println("footprints of the steady engine: " + samples.getFirst() + " ... " + samples.getLast());
            List<String> breaches = new ArrayList<>(Inspection.of(at, writers(), List.of(fleet)));
            EngineNode fresh = at.engine("fresh", "query").start().awaitReady();
            breaches.addAll(Projections.differences(query, fresh));
            seed.requireNone(breaches);
            if (warm.size() > 10) {
                System.out.println("resident memory grows by " + (long) Footprint.slope(warm) + " KiB an hour after "
                        + WARM + " of warm-up");
                assertThat(warm.getLast().threads())
                        .as("threads")
                        .isLessThan(warm.getFirst().threads() + 30);
                assertThat(warm.getLast().files())
                        .as("open files")
                        .isLessThan(warm.getFirst().files() + 60);
            }
        }

        @Override
        public void close() {
            enough.set(true);
            fleet.close();
            proxy.close();
            board.close();
        }
    }
}

package io.rackledger.e2e.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Everything at once, with a random fault again and again: clients write, machines live their lives through a bad network, and the broker,
 * PostgreSQL or an engine dies, or an engine stands still. Two engines never die, so that what grows in them can be seen.
 */
final class Soak implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration TO_REST = Duration.ofMinutes(6);
    private static final SignalProxy.Weather ROUGH = new SignalProxy.Weather(10, 20, 10, 20, Duration.ofSeconds(12));

    private final Pace pace;
    private final Installation at;
    private final SplittableRandom chance;
    private final EngineNode steady;
    private final EngineNode mortal;
    private final EngineNode query;
    private final SignalProxy proxy;
    private final Fleet fleet;
    private final Board board;
    private final List<Footprints> grown;
    private final List<Fault> faults = new ArrayList<>();
    private final List<Fault> deck = new ArrayList<>();
    private final AtomicBoolean enough = new AtomicBoolean();

    private enum Fault {
        R1_BROKER_DIES,
        R3_POSTGRES_DIES,
        R4_ENGINE_DIES,
        R5_ENGINE_STANDS_STILL
    }

    /**
     * How it goes.
     *
     * @param time for faults, from when the clients write
     * @param faults at least so many, however long they take
     * @param machines of the rack
     * @param least under load before each fault
     * @param most as above
     * @param longest that an engine stands still
     * @param between two looks at what the engines take; each look collects all garbage
     */
    record Pace(
            Duration time,
            int faults,
            int machines,
            Duration least,
            Duration most,
            Duration longest,
            Duration between) {}

    Soak(Installation at, Seed seed, Pace pace) {
        this.at = at;
        this.pace = pace;
        this.chance = seed.chance();
        int port = FreePorts.next();
        String url = "http://127.0.0.1:" + port;
        List<String> accounts = List.of(Footprint.ACCOUNTS);
        steady = Installation.shortWaits(at.engine("steady", "command,boot,bmc"))
                .with("--boot-url", url)
                .start(accounts);
        mortal = Installation.shortWaits(at.engine("mortal", "command,bmc"))
                .with("--boot-url", url)
                .start();
        query = at.engine("query", "query").start(accounts);
        List.of(steady, mortal, query).forEach(EngineNode::awaitReady);
        proxy = SignalProxy.start(port, "http://127.0.0.1:" + steady.bootPort(), ROUGH, seed.value());
        fleet = Fleet.start("f", pace.machines(), Map.of(), url, writers(), at.history(), seed.value());
        board = Board.open(at.brokers().bootstrapServers(), 1);
        grown = List.of(new Footprints(steady), new Footprints(query));
        fleet.enroll();
    }

    private List<EngineNode> writers() {
        return List.of(steady, mortal);
    }

    void run() {
        CompletableFuture<Void> lives = CompletableFuture.runAsync(this::lifecycles);
        try (Load load = Load.start("l", at, writers(), 4, 16, chance.nextLong())) {
            Instant enoughAt = Instant.now().plus(pace.time());
            while (Instant.now().isBefore(enoughAt) || faults.size() < pace.faults()) {
                load.go(between(pace.least(), pace.most()));
                fault(load);
                load.awaitMore(20, PATIENCE);
                grown.forEach(each -> each.look(pace.between(), board.count()));
            }
            enough.set(true);
            proxy.calmDown();
            lives.orTimeout(TO_REST.toMillis(), TimeUnit.MILLISECONDS).join();
            board.awaitAll(Board::atRest, TO_REST);
            load.finish();
        }
        grown.forEach(each -> each.look(Duration.ZERO, board.count()));
    }

    private void lifecycles() {
        while (!enough.get()) {
            fleet.live(() -> board, TO_REST, List.of(Fleet.MANAGE, Fleet.PROVIDE));
        }
    }

    private Duration between(Duration least, Duration most) {
        return Duration.ofMillis(chance.nextLong(least.toMillis(), most.toMillis()));
    }

    /** The kinds come by chance, but none a second time before all have come. */
    private void fault(Load load) {
        if (deck.isEmpty()) {
            deck.addAll(List.of(Fault.values()));
        }
        Fault fault = deck.remove(chance.nextInt(deck.size()));
        faults.add(fault);
        switch (fault) {
            case R1_BROKER_DIES -> {
                at.brokers().first().kill();
                load.go(Duration.ofMillis(chance.nextInt(1_000)));
                at.brokers().first().start();
            }
            case R3_POSTGRES_DIES -> at.killPostgres();
            case R4_ENGINE_DIES -> {
                mortal.kill();
                load.go(Duration.ofMillis(chance.nextInt(3_000)));
                mortal.restart();
            }
            case R5_ENGINE_STANDS_STILL -> {
                EngineNode zombie = chance.nextBoolean() ? steady : mortal;
                zombie.freeze();
                load.go(between(Duration.ofSeconds(1), pace.longest()));
                zombie.thaw();
            }
        }
    }

    /** What is not as it should be; prints what was done and what it took. */
    List<String> breaches() {
        System.out.println(faults.size() + " faults: " + faults);
        System.out.println(board.states() + "; " + proxy.words());
        board.failures().forEach(System.out::println);
        List<String> breaches = new ArrayList<>(Inspection.of(at, writers(), List.of(fleet)));
        EngineNode fresh = at.engine("fresh", "query").start().awaitReady();
        breaches.addAll(Projections.differences(query, fresh));
        grown.forEach(each -> {
            System.out.println(each.words());
            breaches.addAll(each.breaches());
        });
        return breaches;
    }

    @Override
    public void close() {
        enough.set(true);
        fleet.close();
        proxy.close();
        board.close();
    }
}

package io.rackledger.e2e.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Rounds of a rate: how many operations a second, and how long each took. */
final class RateRounds {
    static final int ROUNDS = 3;

    private final List<Double> rates = new ArrayList<>();
    private final Latencies all = new Latencies();

    /** Lets operations run for some time. */
    @FunctionalInterface
    interface Round {
        /** Runs until the end, a {@link System#nanoTime}, and tells how long each operation took. */
        Latencies until(long end) throws Exception;
    }

    /** Measures rounds of so many milliseconds. */
    static RateRounds measure(long millis, Round round) throws Exception {
        RateRounds rounds = new RateRounds();
        for (int i = 0; i < ROUNDS; i++) {
            long began = System.nanoTime();
            Latencies latencies = round.until(began + TimeUnit.MILLISECONDS.toNanos(millis));
            rounds.rates.add(latencies.count() / ((System.nanoTime() - began) / 1e9));
            rounds.all.addAll(latencies);
        }
        return rounds;
    }

    Spread perSecond() {
        return Spread.of(rates);
    }

    Latencies latencies() {
        return all;
    }
}

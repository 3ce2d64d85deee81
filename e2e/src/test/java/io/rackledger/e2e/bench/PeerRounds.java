package io.rackledger.e2e.bench;

import io.rackledger.e2e.bootload.Program;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The measured rounds of one server under one load: its rate, and what it cost. */
final class PeerRounds {
    static final int ROUNDS = 3;

    private final String name;
    private final String unit;
    private final String each;
    private final List<Double> rates = new ArrayList<>();
    private final List<Double> costs = new ArrayList<>();
    private final List<String> words = new ArrayList<>();
    private double peakMib;

    /** One round's rate in the figure's unit, and how many units of cost it did. */
    record Round(double rate, double done, String words) {}

    /** A round to be measured. */
    @FunctionalInterface
    interface Load {
        Round run() throws IOException, InterruptedException;
    }

    /**
     * @param unit of the rate
     * @param each what the cost is told for, such as GB
     */
    PeerRounds(String name, String unit, String each) {
        this.name = name;
        this.unit = unit;
        this.each = each;
    }

    /** Measures one round more. */
    void measure(Program server, Load load) throws IOException, InterruptedException {
        double before = server.cpuSeconds();
        Round round = load.run();
        costs.add((server.cpuSeconds() - before) / round.done());
        rates.add(round.rate());
        words.add(round.words());
        peakMib = server.peakMib();
        System.out.println("ROUND " + this + ": " + round.words());
    }

    String name() {
        return name;
    }

    Spread rates() {
        return Spread.of(rates);
    }

    /** Seconds of processor time for each unit. */
    Spread costs() {
        return Spread.of(costs);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s %s %s, %s CPU-s per %s, %.0f MiB",
                name,
                FigureTable.number(rates().median()),
                unit,
                FigureTable.number(costs().median()),
                each,
                peakMib);
    }
}

package io.rackledger.e2e.bench;

import java.util.Arrays;
import java.util.List;

/**
 * What the measured rounds of one figure gave, in its unit.
 *
 * @param median the middle one; of an even count the lower of the two
 * @param lowest the least of all rounds
 * @param highest the greatest of all rounds
 * @param rounds how many rounds were measured, warm-up not counted
 */
record Spread(double median, double lowest, double highest, int rounds) {
    static Spread of(double... rounds) {
        if (rounds.length == 0) {
            throw new IllegalArgumentException("a figure needs at least one measured round");
        }
        double[] sorted = rounds.clone();
        Arrays.sort(sorted);
        return new Spread(sorted[(sorted.length - 1) / 2], sorted[0], sorted[sorted.length - 1], sorted.length);
    }

    static Spread of(List<Double> rounds) {
        return of(rounds.stream().mapToDouble(Double::doubleValue).toArray());
    }
}

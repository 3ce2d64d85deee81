package io.rackledger.bmc.observer;

import java.time.Duration;

/**
 * How the power of nodes is watched.
 *
 * @param interval between two looks at a node, plus or minus a fifth
 * @param tries looks in a row that must fail before the BMC counts as unreachable, from 1
 * @param budget longest time for one look
 * @param parallelism BMCs looked at at a time, from 1
 */
public record ObserverPace(Duration interval, int tries, Duration budget, int parallelism) {
    private static final Duration LONGEST_BETWEEN_READS = Duration.ofSeconds(1);

    public ObserverPace {
        boolean possible = interval.isPositive() && budget.isPositive() && tries >= 1 && parallelism >= 1;
        if (!possible) {
            throw new IllegalArgumentException("watching power every " + interval + ", " + tries + " tries of " + budget
                    + ", " + parallelism + " at a time, is not possible; use positive times and at least 1");
        }
    }

    /** For real BMCs. */
    public static ObserverPace standard() {
        return new ObserverPace(Duration.ofSeconds(60), 3, Duration.ofSeconds(10), 128);
    }

    /** The same at another interval. */
    public ObserverPace every(Duration other) {
        return new ObserverPace(other, tries, budget, parallelism);
    }

    /** Between two reads that must agree. However seldom a node is looked at, a look is short. */
    Duration betweenReads() {
        Duration part = interval.dividedBy(60);
        return part.compareTo(LONGEST_BETWEEN_READS) < 0 ? part : LONGEST_BETWEEN_READS;
    }

    /** After a look, before the next one that somebody's word brings about: at a BMC that tells much, each second is enough. */
    Duration betweenNews() {
        return betweenReads();
    }

    /** Between two looks while a failure is not certain yet. */
    Duration beforeNextTry() {
        return interval.dividedBy(tries + 1L);
    }

    /** Between two looks at a BMC that is known to fail. */
    Duration whileFaulty() {
        return interval.multipliedBy(2);
    }
}

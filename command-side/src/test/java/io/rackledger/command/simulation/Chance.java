package io.rackledger.command.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** A branch of the tree of chance that grows from a run's seed. */
final class Chance {
    private final SplittableRandom random;

    Chance(long seed) {
        this(new SplittableRandom(seed));
    }

    private Chance(SplittableRandom random) {
        this.random = random;
    }

    /** A branch of its own: what is drawn from it changes nothing for the others. */
    Chance split() {
        return new Chance(random.split());
    }

    boolean in(int perMille) {
        return perMille > 0 && random.nextInt(1000) < perMille;
    }

    /** From 0 to this many, both included. */
    long upTo(long most) {
        return most <= 0 ? 0 : random.nextLong(most + 1);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T of(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    <T> T of(T[] all) {
        return all[random.nextInt(all.length)];
    }
}

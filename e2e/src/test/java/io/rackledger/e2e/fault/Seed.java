package io.rackledger.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;

/** The chance of one run: its number, and the command that runs the same again. */
record Seed(String test, long value) {
    private static final String SEED = "rackledger.fault.seed";
    private static final String ROUNDS = "rackledger.fault.rounds";

    /** The seed that was asked for, else one of the clock. */
    static Seed of(Class<?> type, String method) {
        Seed seed = new Seed(type.getSimpleName() + "#" + method, Long.getLong(SEED, System.nanoTime() & 0xFFFF_FFFFL));
        System.out.println(seed.words());
        return seed;
    }

    /** Rounds that were asked for, else the usual number. */
    static int rounds(int usual) {
        return Integer.getInteger(ROUNDS, usual);
    }

    SplittableRandom chance() {
        return new SplittableRandom(value);
    }

    /** How to run this again. */
    String words() {
        return "seed " + value + "; again: mvn -B -ntp -pl e2e -am verify -Pfull -Dtest='" + test
                + "' -Dsurefire.failIfNoSpecifiedTests=false -D" + SEED + "=" + value;
    }

    /** Fails with all breaches, the seed and the command. */
    void requireNone(List<String> breaches) {
        assertThat(breaches).as(words()).isEmpty();
    }
}

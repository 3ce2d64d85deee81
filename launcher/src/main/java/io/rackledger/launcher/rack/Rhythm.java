package io.rackledger.launcher.rack;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long things take on a machine: about the time given, each time a little different, the same again for the same seed. */
final class Rhythm {
    private final RandomGenerator chance;

    Rhythm(RandomGenerator chance) {
        this.chance = chance;
    }

    /** From 60 % to 140 % of the time. */
    void spend(PowerCord cord, Duration about) throws PowerLost {
        cord.spend(Duration.ofNanos((long) (about.toNanos() * (0.6 + 0.8 * next()))));
    }

    private synchronized double next() {
        return chance.nextDouble();
    }
}

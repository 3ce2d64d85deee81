package io.rackledger.e2e.fault;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * R16: random faults every few seconds while clients write and machines live their lives through a bad network: the broker dies,
 * PostgreSQL dies, an engine dies, an engine stands still. Then all is as it should be, and what lived has not grown.
 */
final class SoakTest {
    @Test
    void losesNothingThroughOneFaultOfEachKind() {
        soak(
                "losesNothingThroughOneFaultOfEachKind",
                new Soak.Pace(
                        Duration.ofSeconds(12),
                        4,
                        2,
                        Duration.ofMillis(500),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(10)));
    }

    @Test
    @Tag("full")
    void losesNothingAndGrowsNot() {
        soak(
                "losesNothingAndGrowsNot",
                new Soak.Pace(
                        Duration.ofMinutes(Integer.getInteger("rackledger.fault.minutes", 10)),
                        8,
                        8,
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30)));
    }

    private void soak(String method, Soak.Pace pace) {
        Seed seed = Seed.of(getClass(), method);
        try (Installation at = Installation.of("r16-soak", 1);
                Soak soak = new Soak(at, seed, pace)) {
            soak.run();
            seed.requireNone(soak.breaches());
        }
    }
}

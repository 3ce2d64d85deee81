package io.rackledger.bmc.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RoundTripTest {
    private final RoundTrip bmc = new RoundTrip();

    @Test
    void waitsASecondForABmcOfWhichNothingIsKnown() {
        assertThat(millis()).isEqualTo(1000);
    }

    @Test
    void learnsFromEachAnswerAndNeverAsksInAStorm() {
        for (int i = 0; i < 20; i++) {
            bmc.sample(Duration.ofMillis(3).toNanos());
        }
        assertThat(millis()).as("a quick one").isEqualTo(400);
        for (int i = 0; i < 20; i++) {
            bmc.sample(Duration.ofMillis(2500).toNanos());
        }
        assertThat(millis()).as("slower than its answers").isBetween(2500L, 6000L);
    }

    @Test
    void waitsLongerAfterEachSilenceUpToABound() {
        bmc.timedOut();
        assertThat(millis()).isEqualTo(2000);
        for (int i = 0; i < 10; i++) {
            bmc.timedOut();
        }
        assertThat(millis()).isEqualTo(8000);
    }

    @Test
    void tellsOfABmcThatTakesThreeSecondsForAnAnswer() {
        bmc.sample(Duration.ofMillis(2900).toNanos());
        assertThat(bmc.isSlow()).isFalse();
        bmc.sample(Duration.ofMillis(9000).toNanos());
        assertThat(bmc.isSlow()).isTrue();
        assertThat(bmc.words()).isEqualTo("; its answers take about 3662 ms each");
    }

    private long millis() {
        return Duration.ofNanos(bmc.timeoutNanos()).toMillis();
    }
}

package io.rackledger.query.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class InstantTextTest {
    @Test
    void writesWhatInstantItselfWrites() {
        for (String text : List.of(
                "1970-01-01T00:00:00Z",
                "2026-11-21T23:59:59.999999999Z",
                "2026-11-21T10:00:00.010Z",
                "2026-11-21T10:00:00.000001Z",
                "1969-12-31T23:59:59.5Z",
                "0000-01-01T00:00:00Z",
                "9999-12-31T23:59:59Z",
                "+10000-01-01T00:00:00Z",
                "-0001-12-31T00:00:00Z")) {
            Instant instant = Instant.parse(text);
            assertThat(InstantText.of(instant)).isEqualTo(instant.toString());
        }
        assertThat(InstantText.of(Instant.MAX)).isEqualTo(Instant.MAX.toString());
        assertThat(InstantText.of(Instant.MIN)).isEqualTo(Instant.MIN.toString());
        Random chance = new Random(42);
        for (int i = 0; i < 100_000; i++) {
            long seconds = i % 2 == 0 ? chance.nextLong(-70_000_000_000L, 300_000_000_000L) : 1_800_000_000L + i;
            int nanos = chance.nextInt(1_000) * (int) Math.pow(1_000, chance.nextInt(3));
            Instant instant = Instant.ofEpochSecond(seconds, nanos % 1_000_000_000);
            assertThat(InstantText.of(instant)).isEqualTo(instant.toString());
        }
    }
}

package io.rackledger.boot.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Buckets of tokens. */
final class TokenBucketsTest {
    private static final Instant START = Instant.parse("2026-05-04T10:00:00Z");

    private static int taken(TokenBuckets<String> buckets, String key, Instant at) {
        int taken = 0;
        while (taken < 1000 && buckets.take(key, at)) {
            taken++;
        }
        return taken;
    }

    @Test
    void areFullAtFirstAndFillAgainWithTimeButNotOver() {
        TokenBuckets<String> buckets = new TokenBuckets<>(new Bucket(5, 0.5));

        assertThat(taken(buckets, "a", START)).isEqualTo(5);
        assertThat(taken(buckets, "a", START.plusSeconds(1))).isZero();
        assertThat(taken(buckets, "a", START.plusSeconds(4))).isEqualTo(2);
        assertThat(taken(buckets, "b", START)).isEqualTo(5);
        assertThat(taken(buckets, "a", START.plusSeconds(4000))).isEqualTo(5);
    }

    @Test
    void gainNothingByAClockThatGoesBackAndForth() {
        TokenBuckets<String> buckets = new TokenBuckets<>(new Bucket(2, 1));
        taken(buckets, "a", START);

        assertThat(taken(buckets, "a", START.minusSeconds(3600))).isZero();
    }

    @Test
    void forgetWhoWasNotSeenForLongest() {
        TokenBuckets<Integer> buckets = new TokenBuckets<>(new Bucket(1, 0.001));
        for (int key = 0; key <= 20_000; key++) {
            assertThat(buckets.take(key, START)).isTrue();
        }

        assertThat(buckets.take(20_000, START)).isFalse();
        assertThat(buckets.take(0, START)).isTrue();
    }
}

package io.rackledger.boot.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Bytes that were given out stay the same while there is room. */
final class RecentBytesTest {
    private final RecentBytes recent = new RecentBytes(10);
    private int made;

    private byte[] get(String key, int size) {
        return recent.get(key, () -> {
                    made++;
                    return Optional.of(new byte[size]);
                })
                .orElseThrow();
    }

    @Test
    void areMadeOnce() {
        assertThat(get("a", 4)).isSameAs(get("a", 4));
        assertThat(made).isEqualTo(1);
    }

    @Test
    void giveWayWhereThereAreTooManyTheLongestUnusedFirst() {
        get("a", 4);
        get("b", 4);
        get("a", 4);
        get("c", 4);
        assertThat(made).isEqualTo(3);
        get("a", 4);
        assertThat(made).as("b had to go").isEqualTo(3);
        get("b", 4);
        assertThat(made).isEqualTo(4);
    }

    @Test
    void areNotRememberedWhereThereWereNone() {
        assertThat(recent.get("a", Optional::empty)).isEmpty();
        assertThat(get("a", 1)).hasSize(1);
    }
}

package io.rackledger.launcher.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DurationConverterTest {
    @ParameterizedTest
    @CsvSource({"250ms, PT0.25S", "90s, PT90S", "5m, PT5M", "2h, PT2H", "1d, P1D", "PT1M30S, PT90S"})
    void readsDurationsAsPeopleWriteThem(String text, Duration meant) {
        assertThat(new DurationConverter().convert(text)).isEqualTo(meant);
    }

    @Test
    void namesTheFormsThatItTakes() {
        assertThatThrownBy(() -> new DurationConverter().convert("soon")).hasMessageContaining("90s, 5m, 2h");
    }
}

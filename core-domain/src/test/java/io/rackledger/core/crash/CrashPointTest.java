package io.rackledger.core.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CrashPointTest {
    @Test
    void strikesAtTheNamedPassOfTheNamedPointOnly() {
        CrashPoint.Armed armed = CrashPoint.armed("after-append:2");

        assertThat(armed.strikes(CrashPoint.BEFORE_APPEND)).isFalse();
        assertThat(armed.strikes(CrashPoint.AFTER_APPEND)).isFalse();
        assertThat(armed.strikes(CrashPoint.AFTER_APPEND)).isTrue();
        assertThat(armed.strikes(CrashPoint.AFTER_APPEND)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void isNotArmedWhereNobodyAsksForIt(CrashPoint point) {
        assertThat(CrashPoint.armed("")).isNull();
        point.pass();
        assertThat(CrashPoint.armed(point.wireName()).strikes(point)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"somewhere", "before-append:0", "before-append:x", "BEFORE_APPEND", ":1"})
    void refusesWhatNamesNoPoint(String property) {
        assertThatThrownBy(() -> CrashPoint.armed(property))
                .hasMessageContaining(property)
                .hasMessageContaining("before-append");
    }
}

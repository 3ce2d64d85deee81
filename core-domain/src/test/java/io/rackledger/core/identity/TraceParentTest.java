package io.rackledger.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TraceParentTest {
    private static final String EXAMPLE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void makesTheSameChildOfTheSameThingInTheSameTrace() {
        TraceParent parent = new TraceParent(EXAMPLE);
        TraceParent child = parent.child("engine.n1.crumb");

        assertThat(child.traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(child).isNotEqualTo(parent).isEqualTo(parent.child("engine.n1.crumb"));
        assertThat(child).isNotEqualTo(parent.child("engine.n1.other"));
        assertThat(child.value()).endsWith("-01");
    }

    @Test
    void beginsAValidTraceEvenWhereChanceGivesZeros() {
        assertThat(TraceParent.begin(0, 0, 0).value())
                .isEqualTo("00-00000000000000000000000000000001-0000000000000001-01");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
            })
    void takesNothingThatIsNoPlaceInATrace(String text) {
        assertThat(TraceParent.parse(text)).isEmpty();
        assertThatThrownBy(() -> new TraceParent(text)).hasMessageContaining("traceparent");
    }
}

package io.rackledger.bmc.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class SequenceWindowTest {
    @Test
    void takesEachNumberOnceInWhateverOrder() {
        SequenceWindow window = SequenceWindow.standard();
        assertThat(window.take(5)).isTrue();
        assertThat(window.take(7)).isTrue();
        assertThat(window.take(6)).isTrue();
        assertThat(window.take(6)).isFalse();
        assertThat(window.take(5)).isFalse();
        assertThat(window.take(0)).isFalse();
    }

    @Test
    void refusesWhatIsTooFarBehindOrAhead() {
        SequenceWindow window = SequenceWindow.standard();
        window.take(1000);
        assertThat(window.take(1000 - SequenceWindow.WIDTH)).isFalse();
        assertThat(window.take(1000 + SequenceWindow.WIDTH + 1)).isFalse();
        assertThat(window.take(1000 + SequenceWindow.WIDTH)).isTrue();
    }

    @Test
    void runsRoundAtTheEndOfTheNumbers() {
        SequenceWindow window = SequenceWindow.standard();
        assertThat(window.take(-1)).isTrue();
        assertThat(window.take(1)).isTrue();
        assertThat(window.take(-1)).isFalse();
    }

    /** Against the plain rule, kept in a set. */
    @Test
    void doesWhatTheRuleSays() {
        SplittableRandom random = new SplittableRandom(4);
        SequenceWindow window = SequenceWindow.standard();
        Set<Integer> taken = new HashSet<>();
        int highest = 500;
        window.take(highest);
        taken.add(highest);
        for (int i = 0; i < 50_000; i++) {
            int number = highest + random.nextInt(-40, 41);
            boolean within = number - highest <= SequenceWindow.WIDTH && highest - number < SequenceWindow.WIDTH;
            boolean fresh = within && taken.add(number);
            assertThat(window.take(number)).as("%d after %d", number, highest).isEqualTo(fresh);
            highest = fresh ? Math.max(highest, number) : highest;
        }
    }

    @Test
    void letsABmcSkipNumbersWhereItIsKnownToDoSo() {
        SequenceWindow standard = SequenceWindow.standard();
        SequenceWindow skipping = SequenceWindow.skipping();
        standard.take(3);
        skipping.take(3);
        assertThat(standard.isBeyond(104)).isTrue();
        assertThat(standard.take(104)).isFalse();
        assertThat(skipping.isBeyond(104)).isFalse();
        assertThat(skipping.take(104)).isTrue();
        assertThat(skipping.take(3)).as("far behind now").isFalse();
        assertThat(skipping.take(104)).as("a second time").isFalse();
    }
}

package io.rackledger.command.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rackledger.core.node.ProvisionState;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The engine in a bad world. Every run follows from its seed alone; a failure tells the command that makes it again. */
final class SimulationTest {
    private static final int THREADS = 2;
    private static final Set<Stat> RARE = EnumSet.of(Stat.REMINDED, Stat.RESERVATION_VOIDED, Stat.DUPLICATE_REFUSED);

    @BeforeAll
    static void quiet() {
        Runs.quiet();
    }

    @Test
    void runThatIsNamed() {
        String named = System.getProperty(Run.PROPERTY);
        assumeTrue(named != null, "no run is named by -D" + Run.PROPERTY + "=safety:17");
        System.err.println(Run.parse(named).make().stats);
    }

    @Test
    void nothingIsEverWrong() {
        assertComplete(told(Mode.SAFETY, 300));
    }

    @Test
    void everythingComesToRestWhenTheFaultsStop() {
        assertThat(told(Mode.LIVENESS, 100).of(Stat.REMINDED)).isPositive();
    }

    /** The seed alone tells what is written: in another order, on other threads, beside other runs. */
    @Test
    void sameSeedWritesTheSameBytes() {
        List<String> once =
                LongStream.range(0, 100).mapToObj(SimulationTest::digest).toList();
        List<String> again = LongStream.range(0, 100)
                .map(seed -> 99 - seed)
                .boxed()
                .parallel()
                .map(SimulationTest::digest)
                .toList();
        assertThat(again.reversed()).isEqualTo(once);
    }

    private static String digest(long seed) {
        return new Run(seed % 2 == 0 ? Mode.SAFETY : Mode.LIVENESS, seed)
                .make()
                .log
                .digest();
    }

    @Test
    @Tag("full")
    void nothingIsEverWrongInTwentyThousandRuns() {
        assertComplete(told(Mode.SAFETY, 20_000));
    }

    @Test
    @Tag("full")
    void everythingComesToRestInFiveThousandRuns() {
        told(Mode.LIVENESS, 5_000);
    }

    private static Stats told(Mode mode, long count) {
        long begin = System.nanoTime();
        Runs.Sum sum = new Runs(mode, 0, count, THREADS).make();
        System.err.printf("%s, %d runs, %d ms: %s%n", mode, count, (System.nanoTime() - begin) / 1_000_000, sum);
        return sum.stats();
    }

    /** The runs have seen all states and all that can go wrong. */
    private static void assertComplete(Stats stats) {
        assertThat(stats.visited()).isEqualTo(EnumSet.allOf(ProvisionState.class));
        for (Stat stat : Stat.values()) {
            assertThat(RARE.contains(stat) || stats.of(stat) > 0).as("%s", stat).isTrue();
        }
    }
}

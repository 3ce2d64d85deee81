package io.rackledger.command.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What would the simulation find? Every fault made by hand must be found by the mode that is named, or the simulation is too weak. */
final class MutantsTest {
    private static final long SAFETY_RUNS = 20_000;
    private static final long LIVENESS_RUNS = 5_000;

    private final Workshop workshop = new Workshop(Path.of(System.getProperty("rackledger.root")));

    static List<Mutant> all() {
        List<Mutant> all = new ArrayList<>(CoreMutants.all());
        all.addAll(EngineMutants.all());
        return all;
    }

    static Stream<Mutant> quick() {
        List<String> quick = List.of(
                "the fold ignores the sequence rule",
                "a repeated command is carried out again",
                "claims are not released");
        return all().stream().filter(mutant -> quick.contains(mutant.name()));
    }

    @ParameterizedTest
    @MethodSource("quick")
    void findsSomeAtOnce(Mutant mutant) {
        hunt(mutant);
    }

    @ParameterizedTest
    @MethodSource("all")
    @Tag("full")
    void findsAll(Mutant mutant) {
        hunt(mutant);
    }

    private void hunt(Mutant mutant) {
        long most = mutant.mode().equals("safety") ? SAFETY_RUNS : LIVENESS_RUNS;
        MutantLoader.Found found = workshop.make(mutant).hunt(mutant.mode(), Long.getLong("rackledger.mutants", most));
        System.err.printf("| %s | %s | %d | %s |%n", mutant, mutant.mode(), found.seeds(), found.told());
        assertThat(found.seeds())
                .as("runs of the %s mode until '%s' is found", mutant.mode(), mutant)
                .isPositive();
    }
}

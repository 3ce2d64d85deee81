package io.rackledger.bmc.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.bmc.BmcBench;
import io.rackledger.bmc.catalogue.Row.Left;
import io.rackledger.bmc.catalogue.Row.Proof;
import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.simulated.IpmiBench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plays every row of the catalogue, and keeps docs/bmc-failures.md as it says. */
final class CatalogueTest {
    private static final int ROWS = 47;
    private static final IpmiBench BENCH = new IpmiBench();

    @AfterAll
    static void stop() {
        BENCH.close();
    }

    static List<Row> rows() {
        return Stream.of(LoginRows.rows(), PowerRows.rows(), AnswerRows.rows(), RedfishRows.rows())
                .flatMap(List::stream)
                .sorted(Comparator.comparingInt(Row::number))
                .toList();
    }

    static Stream<Row> played() {
        return rows().stream().filter(row -> row.proof() instanceof Proof.Played);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("played")
    void sortsItAsTheCatalogueSaysAndLeavesItsWords(Row row) throws Exception {
        Proof.Played played = (Proof.Played) row.proof();
        try (Stand stand = new Stand(BENCH)) {
            Optional<Left> left = played.scenario().play(stand);
            assertThat(left.map(Left::kind)).as("%s", left).isEqualTo(row.kind());
            left.ifPresent(told -> assertThat(told.words())
                    .contains(played.left())
                    .doesNotContain(IpmiBench.PASSWORD, BmcBench.ADMIN.password()));
        }
    }

    @Test
    void hasEveryRowOnce() {
        assertThat(rows())
                .extracting(Row::number)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, ROWS).boxed().toList());
    }

    @Test
    void documentsEveryRowAndKind() throws IOException {
        Path page = Path.of(System.getProperty("rackledger.root")).resolve("docs/bmc-failures.md");
        String expected = CataloguePage.of(rows(), List.of(FailureKind.values()));
        if (Boolean.getBoolean("rackledger.rewrite")) {
            Files.writeString(page, expected);
        }
        assertThat(Files.readString(page))
                .as("docs/bmc-failures.md is stale; rewrite it as its first line says")
                .isEqualTo(expected);
    }
}

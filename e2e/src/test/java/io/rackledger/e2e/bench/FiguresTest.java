package io.rackledger.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The figures sheet, and that what docs/benchmarks.md shows is what docs/benchmarks.json holds. With the system property {@code
 * rackledger.rewrite=true} it writes the document anew, after the notes in the JSON were edited.
 */
final class FiguresTest {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 31);

    @Test
    void showsInTheDocumentWhatTheSheetHolds() throws IOException {
        Path root = Figures.root();
        FigureSheet sheet = FigureSheet.read(Figures.json(root));
        assertThat(sheet.rows()).as("rows of %s", Figures.json(root)).isNotEmpty();
        if (Boolean.getBoolean("rackledger.rewrite")) {
            FigureSheet.replace(Figures.markdown(root), FigureTable.render(sheet));
        }
        assertThat(Files.readString(Figures.markdown(root)))
                .as("%s is written from the JSON beside it", Figures.markdown(root))
                .isEqualTo(FigureTable.render(sheet));
        assertThat(sheet.rows())
                .filteredOn(Figure::misses)
                .allSatisfy(row -> assertThat(row.why()).as(row.id()).isNotEmpty());
    }

    @Test
    void replacesOnlyTheRowsOfARun(@TempDir Path root) throws IOException {
        Figures.publish(root, List.of(row("slow", 1), row("fast", 2)));
        Figures.publish(root, List.of(row("slow", 3)));

        FigureSheet sheet = FigureSheet.read(Figures.json(root));
        assertThat(sheet.rows()).containsExactly(row("fast", 2), row("slow", 3));
        assertThat(Files.readString(Figures.markdown(root)))
                .isEqualTo(FigureTable.render(sheet))
                .contains("**3** x/s");
    }

    @Test
    void keepsTheNotesThroughAMerge() {
        FigureSheet sheet = new FigureSheet(List.of("a lock"), List.of()).with(List.of(row("slow", 1)));
        assertThat(FigureTable.render(sheet)).contains("- a lock\n");
    }

    @Test
    void tellsByHowMuchAnAimIsMissed() {
        Figure rate = Figure.of("r", "rate", "x/s", Spread.of(4, 2, 3)).aimingAtLeast(6);
        Figure delay = Figure.of("d", "delay", "ms", Spread.of(30)).aimingAtMost(20);

        assertThat(rate.met()).contains("missed by a factor of 2.00");
        assertThat(delay.met()).contains("missed by a factor of 1.50");
        assertThat(rate.aimingAtLeast(3).met()).contains("yes");
        assertThat(rate.beside("raw", 12).ratio()).contains(0.25);
    }

    @Test
    void wantsAReasonForEveryMissedAim() {
        Figure missed = Figure.of("r", "rate", "x/s", Spread.of(1)).aimingAtLeast(2);
        assertThatThrownBy(() -> Figures.of(FiguresTest.class).add(missed)).hasMessageContaining("without saying why");
    }

    private static Figure row(String id, double figure) {
        return Figure.of(id, "what | it is", "x/s", Spread.of(figure))
                .beside("raw", 10)
                .measuredBy("by hand")
                .stamped("Bench", "mvn", 1.5, 2, DAY);
    }
}

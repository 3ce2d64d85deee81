package io.rackledger.e2e.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.JavaFormatterOptions.Style;
import com.palantir.javaformat.java.RemoveUnusedImports;
import io.rackledger.e2e.architecture.Repository.Source;
import org.junit.jupiter.api.Test;

/** What Spotless checks, on the JDK whose syntax we write: Maven itself may run on one that cannot parse it. */
final class FormattingTest {
    private final Formatter formatter = Formatter.createFormatter(
            JavaFormatterOptions.builder().style(Style.PALANTIR).build());

    @Test
    void findsEveryFileFormatted() {
        assertThat(Repository.javaSources().stream().filter(this::isUnformatted))
                .as("run .ci/format")
                .isEmpty();
    }

    private boolean isUnformatted(Source source) {
        try {
            String ordered = ImportOrderer.reorderImports(source.text(), Style.PALANTIR);
            return !formatter
                    .formatSource(RemoveUnusedImports.removeUnusedImports(ordered))
                    .equals(source.text());
        } catch (FormatterException e) {
            throw new AssertionError(source + ": " + e.getMessage(), e);
        }
    }
}

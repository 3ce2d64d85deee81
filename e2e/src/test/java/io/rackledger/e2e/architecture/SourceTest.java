package io.rackledger.e2e.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.e2e.architecture.Repository.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Rules that class files do not show: the shape of the sources. */
final class SourceTest {
    private static final int MOST_LINES_MAIN = 400;
    private static final int MOST_LINES_TEST = 500;
    private static final Pattern WILDCARD_IMPORT = Pattern.compile("(?m)^import [^;]*\\*;");
    private static final Pattern QUALIFIED_NAME = Pattern.compile(
            "(?m)^(?!import |package ).*(?<![\\w.])(java|javax|org|com|tools|io)(\\.[a-z][a-z0-9]*)+\\.[A-Z]");
    private static final Pattern SLEEP = Pattern.compile("Thread\\.sleep|TimeUnit\\.[A-Z]+\\.sleep");
    private static final Pattern SWALLOWED = Pattern.compile("catch \\([^)]*\\) *\\{\\s*}");

    private static final Pattern UNFINISHED = Pattern.compile(
            "TODO|FIXME|UnsupportedOperationException|[Nn]ot (yet )?implemented|@Disabled|assertTrue\\(true\\)");

    private final List<Source> sources = Repository.javaSources();

    @Test
    void readsTheSourcesOfAllModules() {
        assertThat(sources)
                .extracting(source -> source.path().getName(0).toString())
                .contains(
                        "core-domain",
                        "event-log",
                        "command-side",
                        "query-side",
                        "boot-services",
                        "bmc-adapter",
                        "launcher",
                        "e2e");
    }

    @Test
    void keepsFilesShort() {
        assertThat(where(source ->
                        source.text().lines().count() > (source.isTest() ? MOST_LINES_TEST : MOST_LINES_MAIN)))
                .isEmpty();
    }

    @Test
    void importsByName() {
        assertThat(where(source -> WILDCARD_IMPORT.matcher(source.text()).find()))
                .isEmpty();
    }

    @Test
    void usesImportsRatherThanQualifiedNames() {
        assertThat(where(source -> QUALIFIED_NAME.matcher(source.code()).find()))
                .isEmpty();
    }

    @Test
    void waitsForStatesRatherThanForTime() {
        assertThat(where(source ->
                        !isCanary(source) && SLEEP.matcher(source.code()).find()))
                .isEmpty();
    }

    @Test
    void swallowsNoException() {
        assertThat(where(source -> SWALLOWED.matcher(source.text()).find())).isEmpty();
    }

    @Test
    void leavesNothingUnfinished() {
        assertThat(where(source ->
                        !isThisTest(source) && UNFINISHED.matcher(source.text()).find()))
                .isEmpty();
    }

    @Test
    void tellsThePurposeOfEveryPackage() {
        assertThat(sources.stream()
                        .map(source -> source.path().getParent())
                        .distinct()
                        .filter(this::lacksPurpose))
                .isEmpty();
    }

    /** Tests of a package stand beside it in another folder; its purpose is told once, in main. */
    private boolean lacksPurpose(Path folder) {
        Path inMain = Path.of(folder.toString().replace("/src/test/", "/src/main/"));
        return !isMarked(folder.resolve("package-info.java")) && !isMarked(inMain.resolve("package-info.java"));
    }

    private static boolean isMarked(Path info) {
        Path file = Repository.root().resolve(info);
        return Files.exists(file) && Source.read(file).text().matches("(?s)/\\*\\* ?\\S.*@NullMarked\\s+package .*");
    }

    private static boolean isThisTest(Source source) {
        return source.path().endsWith("SourceTest.java");
    }

    private static boolean isCanary(Source source) {
        return source.path().toString().contains("/architecture/canary/");
    }

    private List<String> where(Predicate<Source> bad) {
        return sources.stream().filter(bad).map(Source::toString).toList();
    }
}

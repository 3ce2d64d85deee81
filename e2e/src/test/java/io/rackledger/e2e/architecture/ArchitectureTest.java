package io.rackledger.e2e.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules run from plain tests: some Surefire versions skip ArchUnit's own test fields without a word. */
final class ArchitectureTest {
    private static final Map<Module, JavaClasses> BY_MODULE = new EnumMap<>(Module.class);
    private static JavaClasses all;

    @BeforeAll
    static void importClasses() {
        for (Module module : Module.values()) {
            BY_MODULE.put(module, new ClassFileImporter().importPath(module.classes()));
        }
        all = new ClassFileImporter()
                .importPaths(Arrays.stream(Module.values()).map(Module::classes).collect(Collectors.toList()));
    }

    @ParameterizedTest
    @EnumSource
    void importsTheClassesOfEveryModule(Module module) {
        assertThat((long) BY_MODULE.get(module).size())
                .as("classes of %s", module)
                .isPositive()
                .isGreaterThanOrEqualTo(module.sources());
    }

    @ParameterizedTest
    @EnumSource
    void keepsClassesUnderThePackageOfTheirModule(Module module) {
        classes().should().resideInAPackage(module.packages()).check(BY_MODULE.get(module));
    }

    @ParameterizedTest
    @EnumSource
    void dependsOnlyOnTheModulesAndLibrariesOfTheTable(Module module) {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(module.forbiddenPackages())
                .check(BY_MODULE.get(module));
    }

    @Test
    void coreDomainKnowsTheJdkAndNullnessOnly() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(Module.CORE_DOMAIN.packages(), "java..", "org.jspecify..")
                .check(BY_MODULE.get(Module.CORE_DOMAIN));
    }

    @Test
    void coreDomainTouchesNoFileSocketOrThread() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..", "java.nio.file..", "java.nio.channels..", "java.net.http..", "java.sql..")
                .check(BY_MODULE.get(Module.CORE_DOMAIN));
    }

    @Test
    void asksForTimeAndChanceAtTheEdgesOnly() {
        Rules.noWallClockOutsideEdges().check(all);
    }

    @Test
    void namesOnlyEdgesThatExist() {
        assertThat(Rules.EDGES)
                .allSatisfy(edge -> assertThat(all.contain(edge)).as(edge).isTrue());
    }

    @Test
    void decidesInCommandHandlingOnly() {
        Rules.onlyCommandHandlingDecides().check(all);
    }

    @Test
    void appendsNodeEventsInCommandHandlingOnly() {
        Rules.onlyCommandSideAppends().check(all);
    }

    @Test
    void neverCommandsFromAQuery() {
        noClasses()
                .that()
                .resideInAPackage(Module.QUERY_SIDE.packages())
                .should()
                .dependOnClassesThat()
                .haveNameMatching("io\\.rackledger\\.core\\.door\\.(Intake|NodeLog|Claims|SignalLog|BootPlanLog)")
                .check(all);
    }

    @Test
    void extendsNoClassThatWasNotMadeForIt() {
        Rules.finalUnlessMadeForExtension().check(all);
    }

    @Test
    void hasNoCyclesBetweenPackages() {
        Rules.noPackageCycles().check(all);
    }

    @Test
    void hasNoRoomWithoutAPurpose() {
        Rules.noRoomsWithoutPurpose().check(all);
    }
}

package io.rackledger.e2e.architecture;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** A rule that cannot fail guards nothing: each is run here on a class made to break it. */
final class CanaryTest {
    private static final JavaClasses BAD =
            new ClassFileImporter().importPackages("io.rackledger.e2e.architecture.canary");
    private static final JavaClasses BAD_COMMAND_SIDE =
            new ClassFileImporter().importPackages("io.rackledger.command.canary");

    @Test
    void catchesTheWallClockEvenByMethodReference() {
        assertBreaks(Rules.noWallClockOutsideEdges(), "Instant.now()");
    }

    @Test
    void catchesSleep() {
        assertBreaks(Rules.noWallClockOutsideEdges(), "Thread.sleep(long)");
    }

    @Test
    void catchesNanoTime() {
        assertBreaks(Rules.noWallClockOutsideEdges(), "System.nanoTime()");
    }

    @Test
    void catchesUnseededChance() {
        assertBreaks(Rules.noWallClockOutsideEdges(), "Random.<init>()");
    }

    @Test
    void catchesADecisionOutsideCommandHandling() {
        assertBreaks(Rules.onlyCommandHandlingDecides(), "NodeDecider.decide(");
    }

    @Test
    void catchesADecisionInCommandSideOutsideItsHandling() {
        assertThatThrownBy(() -> Rules.onlyCommandHandlingDecides().check(BAD_COMMAND_SIDE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("DecidingProcess.shortcut(");
    }

    @Test
    void catchesAClassLeftOpen() {
        assertBreaks(Rules.finalUnlessMadeForExtension(), "LeftOpen");
    }

    private static void assertBreaks(ArchRule rule, String evidence) {
        assertThatThrownBy(() -> rule.check(BAD))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(evidence);
    }
}

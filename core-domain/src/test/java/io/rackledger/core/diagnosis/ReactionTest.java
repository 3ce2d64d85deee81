package io.rackledger.core.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.rackledger.core.boot.BootStage;
import io.rackledger.core.boot.Step;
import io.rackledger.core.identity.AttemptId;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeCommand;
import io.rackledger.core.node.NodeCommand.PauseForOperator;
import io.rackledger.core.node.NodeCommand.ReportCrumb;
import io.rackledger.core.node.NodeCommand.ReportDone;
import io.rackledger.core.node.NodeCommand.ReportFailure;
import io.rackledger.core.node.NodeStories;
import io.rackledger.core.node.ProvisionState;
import io.rackledger.core.node.ProvisionVerb;
import io.rackledger.core.signal.Signal;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the engine does about what it saw. */
final class ReactionTest {
    private static final int BUDGET = NodeStories.POLICY.bootBudget();

    @Test
    void doesNothingBeforeTheNodeWaitsForItsMachine() {
        NodeStories story = NodeStories.in(ProvisionState.INSPECTING);
        assertThat(next(story, machine -> machine.boots())).isEmpty();
        story.bmcConfirms();
        assertThat(next(story, machine -> machine.boots())).containsInstanceOf(ReportCrumb.class);
    }

    @Test
    void recordsEachLinkOnce() {
        NodeStories story = NodeStories.in(ProvisionState.INSPECT_WAIT);
        UnaryOperator<Machine> seen = machine -> machine.boots().initLocal().seeded();
        int recorded = 0;
        for (Optional<NodeCommand> next = next(story, seen); next.isPresent(); next = next(story, seen)) {
            assertThat(next).containsInstanceOf(ReportCrumb.class);
            story.accept(next.get());
            recorded++;
        }
        assertThat(recorded).isEqualTo(7);
    }

    @Test
    void isSilentAboutSignalsOfAnotherAttempt() {
        Node node = NodeStories.in(ProvisionState.CLEAN_WAIT).node();
        ChainKey old = new ChainKey(AttemptId.of(NodeStories.ID, 1), BootStage.EPHEMERAL);
        Breadcrumbs seen = fold(old, machine(old, node).boots());
        assertThat(Reaction.next(node, seen, BUDGET, DiagnosisTest.ENDPOINTS)).isEmpty();
        Signal foreign = machine(ChainKey.of(node.attempt().orElseThrow()), node)
                .script()
                .signals()
                .getFirst();
        assertThatThrownBy(() -> seen.with(foreign)).hasMessageContaining("does not belong to");
    }

    @Test
    void takesWhatTheStepsTold() {
        NodeStories story = NodeStories.in(ProvisionState.INSPECT_WAIT);
        UnaryOperator<Machine> seen = machine -> machine.runner()
                .starts(1, "inventory")
                .ends(1, "inventory", 0, "noise\nfact cpus 8\nfact memory_mb 16384\nfact Bad value\n")
                .runnerEnds(true, "");
        ReportDone done = (ReportDone) last(story, seen);
        assertThat(done.facts()).containsOnly(entry("cpus", "8"), entry("memory_mb", "16384"));
    }

    @Test
    void failsTheNodeBeforeItRecordsWhatFollows() {
        NodeStories story = NodeStories.in(ProvisionState.INSPECT_WAIT);
        assertThat(next(story, machine -> machine.boots().fails("kernel", "no space")))
                .containsInstanceOf(ReportFailure.class);
    }

    @Test
    void letsAnOptionalStepFail() {
        NodeStories story = NodeStories.in(ProvisionState.CLEAN_WAIT);
        UnaryOperator<Machine> seen = machine -> machine.runner()
                .starts(1, "erase-metadata")
                .ends(1, "erase-metadata", 1, "")
                .runnerEnds(true, "");
        assertThat(last(story, seen)).isInstanceOf(ReportDone.class);
    }

    @Nested
    class InstalledSystem {
        private final NodeStories story =
                NodeStories.in(ProvisionState.WAIT_CALL_BACK).machineDone().bmcConfirms();

        @Test
        void isNotDoneByItsStepsAlone() {
            assertThat(last(story, machine -> machine.runner().runnerEnds(true, "")))
                    .isInstanceOf(ReportCrumb.class);
        }

        @Test
        void isNotDoneByCloudInitAlone() {
            assertThat(last(story, machine -> machine.runner().cloudInit("modules-final", "SUCCESS", "ran 9 modules")))
                    .isInstanceOf(ReportCrumb.class);
        }

        @Test
        void isDoneByBothInEitherOrder() {
            UnaryOperator<Machine> seen = machine -> machine.runner()
                    .cloudInit("modules-final", "SUCCESS", "ran 9 modules")
                    .runnerEnds(true, "");
            assertThat(last(story, seen)).isInstanceOf(ReportDone.class);
        }
    }

    @Nested
    class HoldSteps {
        private final Step hold = new Step("hold", "", Duration.ofMinutes(10), true);
        private final Step work = new Step("burn-in", "stress", Duration.ofMinutes(10), true);
        private final NodeStories story = NodeStories.in(ProvisionState.MANAGEABLE)
                .accept(NodeStories.command(ProvisionVerb.CLEAN, work, hold))
                .bmcConfirms();

        @Test
        void pauseTheNodeWhenTheyStart() {
            UnaryOperator<Machine> seen = machine ->
                    machine.starts(1, "burn-in").ends(1, "burn-in", 0, "").starts(2, "hold");
            assertThat(last(story, seen)).isInstanceOf(PauseForOperator.class);
            assertThat(story.node().state()).isEqualTo(ProvisionState.CLEAN_HOLD);
        }

        @Test
        void pauseItOnceOnly() {
            UnaryOperator<Machine> seen = machine -> machine.starts(2, "hold");
            last(story, seen);
            story.act(ProvisionVerb.UNHOLD);
            assertThat(next(story, seen)).isEmpty();
            assertThat(story.node().state()).isEqualTo(ProvisionState.CLEAN_WAIT);
        }

        @Test
        void areToldByThePlanAndNotByTheMachine() {
            assertThat(next(story, machine -> machine.starts(1, "hold"))).containsInstanceOf(ReportCrumb.class);
            assertThat(next(story, machine -> machine.starts(9, "hold"))).containsInstanceOf(ReportCrumb.class);
            assertThat(next(story, machine -> machine.starts(2, "burn-in"))).containsInstanceOf(PauseForOperator.class);
        }
    }

    @Test
    void countsAgainstTheBudgetNoMoreThanItAllows() {
        NodeStories story = NodeStories.in(ProvisionState.CLEAN_WAIT);
        UnaryOperator<Machine> five =
                machine -> machine.script().script().script().script().script();
        assertThat(next(story, five)).containsInstanceOf(ReportCrumb.class);
        assertThat(next(story, machine -> five.apply(machine).script())).containsInstanceOf(ReportFailure.class);
    }

    @Test
    void knowsAMachineByItsAddressWithoutThePort() {
        Node node = NodeStories.in(ProvisionState.INSPECT_WAIT).node();
        ChainKey key = ChainKey.of(node.attempt().orElseThrow());
        Signal first = machine(key, node).script().signals().getFirst();
        String[][] rows = {
            {"10.0.1.7:40001", "10.0.1.7"},
            {"10.0.1.7", "10.0.1.7"},
            {"[fe80::7]:40001", "fe80::7"},
            {"fe80::7", "fe80::7"},
            {"boot-services", "boot-services"}
        };
        for (String[] row : rows) {
            Signal signal =
                    new Signal(first.id(), first.subject(), first.seenAt(), row[0], first.nodeClock(), first.body());
            assertThat(Breadcrumbs.none(key).with(signal).lastSource()).isEqualTo(row[1]);
        }
    }

    @Test
    void writesTimesAsPeopleReadThem() {
        assertThat(Words.seconds(Duration.ofMillis(4210))).isEqualTo("4.2 s");
        assertThat(Words.seconds(Duration.ofSeconds(45))).isEqualTo("45 s");
        assertThat(Words.seconds(Duration.ofSeconds(120))).isEqualTo("2 min");
        assertThat(Words.seconds(Duration.ofSeconds(330))).isEqualTo("5 min 30 s");
        assertThat(Words.seconds(Duration.ofSeconds(3660))).isEqualTo("61 min");
        assertThat(Words.seconds(Duration.ofHours(4))).isEqualTo("4 h");
        assertThat(Words.times(1)).isEqualTo("once");
        assertThat(Words.quoted("x".repeat(50), 10)).isEqualTo("\"xxxxxxxxxx...\"");
    }

    /** Carries out one reaction after the other and names the last. */
    private static NodeCommand last(NodeStories story, UnaryOperator<Machine> shows) {
        NodeCommand last = null;
        ChainKey chain = ChainKey.of(story.node().attempt().orElseThrow());
        Breadcrumbs seen = fold(chain, shows.apply(machine(chain, story.node())));
        Optional<NodeCommand> next = Reaction.next(story.node(), seen, BUDGET, DiagnosisTest.ENDPOINTS);
        while (next.isPresent()) {
            last = next.get();
            story.accept(last);
            next = Reaction.next(story.node(), seen, BUDGET, DiagnosisTest.ENDPOINTS);
        }
        return last;
    }

    private static Optional<NodeCommand> next(NodeStories story, UnaryOperator<Machine> shows) {
        ChainKey chain = ChainKey.of(story.node().attempt().orElseThrow());
        Breadcrumbs seen = fold(chain, shows.apply(machine(chain, story.node())));
        return Reaction.next(story.node(), seen, BUDGET, DiagnosisTest.ENDPOINTS);
    }

    private static Machine machine(ChainKey chain, Node node) {
        return new Machine(chain.attempt(), chain.stage(), node.stateSince());
    }

    private static Breadcrumbs fold(ChainKey chain, Machine machine) {
        Breadcrumbs seen = Breadcrumbs.none(chain);
        for (Signal signal : machine.signals()) {
            seen = seen.with(signal);
        }
        return seen;
    }
}

package io.rackledger.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.boot.BootStage;
import io.rackledger.core.boot.Step;
import io.rackledger.core.node.Attempt;
import io.rackledger.core.node.EngineSteps;
import io.rackledger.core.node.LifecycleAction;
import io.rackledger.core.node.Node;
import io.rackledger.core.node.NodeStories;
import io.rackledger.core.node.ProvisionState;
import io.rackledger.core.node.ProvisionVerb;
import io.rackledger.core.node.StateKind;
import io.rackledger.core.node.Wait;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class BootPlannerTest {
    @ParameterizedTest
    @CsvSource({
        "ENROLL, HOLD",
        "VERIFYING, HOLD",
        "MANAGEABLE, HOLD",
        "INSPECTING, INSPECT",
        "INSPECT_WAIT, INSPECT",
        "INSPECT_FAILED, HOLD",
        "CLEANING, CLEAN",
        "CLEAN_WAIT, CLEAN",
        "CLEAN_HOLD, CLEAN",
        "CLEAN_FAILED, HOLD",
        "AVAILABLE, HOLD",
        "DEPLOYING, DEPLOY",
        "WAIT_CALL_BACK, DEPLOY",
        "DEPLOY_HOLD, DEPLOY",
        "DEPLOY_FAILED, HOLD",
        "ACTIVE, LOCAL_DISK",
        "DELETING, HOLD",
        "ERROR, HOLD",
        "ADOPTING, LOCAL_DISK",
        "ADOPT_FAILED, HOLD",
        "RESCUING, RESCUE",
        "RESCUE_WAIT, RESCUE",
        "RESCUE, RESCUE",
        "RESCUE_FAILED, HOLD",
        "UNRESCUING, LOCAL_DISK",
        "UNRESCUE_FAILED, HOLD",
        "SERVICING, SERVICE",
        "SERVICE_WAIT, SERVICE",
        "SERVICE_HOLD, SERVICE",
        "SERVICE_FAILED, HOLD"
    })
    void plansTheBootOfEveryState(ProvisionState state, BootPlanKind kind) {
        assertThat(plan(NodeStories.in(state).node()).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @EnumSource(ProvisionState.class)
    void bootsNothingUnderAnAttemptThatIsOver(ProvisionState state) {
        Node node = NodeStories.in(state).node();
        BootPlan plan = plan(node);
        boolean boots = plan.kind() != BootPlanKind.HOLD && plan.kind() != BootPlanKind.LOCAL_DISK;
        if (boots && state != ProvisionState.RESCUE) {
            assertThat(plan.attempt()).isEqualTo(node.runningAttempt().map(Attempt::id));
            assertThat(plan.steps()).isNotEmpty();
        }
        if (plan.attempt().isEmpty() && plan.stage() == BootStage.EPHEMERAL) {
            assertThat(plan.steps()).as("steps without an attempt").isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(ProvisionState.class)
    void tellsTheWaitTheHoldAndTheBudget(ProvisionState state) {
        Node node = NodeStories.in(state).node();
        BootPlan plan = plan(node);
        assertThat(plan.waitId()).isEqualTo(node.waiting().map(Wait::id));
        assertThat(plan.held()).isEqualTo(state.kind() == StateKind.HOLD);
        assertThat(plan.bootBudget()).isEqualTo(NodeStories.POLICY.bootBudget());
        assertThat(plan.macs()).containsExactly(NodeStories.MAC);
        assertThat(plan.sequence()).isEqualTo(42);
    }

    @Nested
    class Deployment {
        private final NodeStories story = NodeStories.in(ProvisionState.WAIT_CALL_BACK);

        @Test
        void startsFromTheDiskUnderTheSameAttemptOnceTheImageIsWritten() {
            BootPlan first = plan(story.node());
            BootPlan written = plan(story.machineDone().node());
            BootPlan installed = plan(story.bmcConfirms().node());
            BootPlan active = plan(story.machineDone().node());
            assertThat(List.of(written, installed, active)).allSatisfy(plan -> {
                assertThat(plan.kind()).isEqualTo(BootPlanKind.LOCAL_DISK);
                assertThat(plan.stage()).isEqualTo(BootStage.INSTALLED);
                assertThat(plan.attempt()).isEqualTo(first.attempt()).isPresent();
                assertThat(plan.steps()).isEqualTo(EngineSteps.ofInstalledSystem());
            });
        }

        @Test
        void carriesTheInstanceAndTheDigestOfItsUserData() {
            BootPlan plan = plan(story.node());
            assertThat(plan.nodeName()).isEqualTo("web-1");
            assertThat(plan.instance()).contains(NodeStories.INSTANCE);
            assertThat(plan.userData()).isEqualTo(NodeStories.INSTANCE.userData());
        }

        @Test
        void keepsTheSeedOfTheInstanceThroughRescueAndService() {
            story.machineDone().bmcConfirms().machineDone();
            BootPlan active = plan(story.node());
            story.act(ProvisionVerb.RESCUE).bmcConfirms().machineDone();
            assertThat(plan(story.node()).attempt()).isNotEqualTo(active.attempt());
            story.act(ProvisionVerb.UNRESCUE).bmcConfirms();
            assertThat(plan(story.node()).attempt()).isEqualTo(active.attempt());
            story.act(ProvisionVerb.SERVICE).bmcConfirms().machineDone();
            assertThat(plan(story.node()).kind()).isEqualTo(BootPlanKind.LOCAL_DISK);
            assertThat(plan(story.node()).attempt()).isEqualTo(active.attempt());
        }
    }

    @Test
    void runsTheStepsThatWereAskedFor() {
        Step step = new Step("burn-in", "stress-ng", Duration.ofMinutes(5), true);
        Node node = NodeStories.in(ProvisionState.MANAGEABLE)
                .accept(NodeStories.command(ProvisionVerb.CLEAN, step))
                .node();
        assertThat(plan(node).steps()).containsExactly(step);
    }

    @Test
    void leavesTheMachineAloneWhileItIsSwitchedOffAfterInspection() {
        Node node = NodeStories.in(ProvisionState.INSPECT_WAIT).machineDone().node();
        assertThat(plan(node).kind()).isEqualTo(BootPlanKind.HOLD);
    }

    @ParameterizedTest
    @EnumSource(LifecycleAction.class)
    void hasStepsOfItsOwnForEveryActionThatBootsASystemInMemory(LifecycleAction action) {
        boolean boots = switch (action) {
            case INSPECT, CLEAN, DEPLOY, RESCUE, SERVICE -> true;
            case VERIFY, UNDEPLOY, UNRESCUE, ADOPT -> false;
        };
        assertThat(EngineSteps.of(action).isEmpty()).isEqualTo(!boots);
    }

    private static BootPlan plan(Node node) {
        return BootPlanner.of(node, 42, NodeStories.POLICY);
    }
}

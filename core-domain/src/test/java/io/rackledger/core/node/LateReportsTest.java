package io.rackledger.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.boot.Link;
import io.rackledger.core.identity.WaitId;
import io.rackledger.core.node.NodeCommand.ExpireWait;
import io.rackledger.core.node.NodeCommand.ObservePower;
import io.rackledger.core.node.NodeCommand.PauseForOperator;
import io.rackledger.core.node.NodeCommand.ReportCrumb;
import io.rackledger.core.node.NodeCommand.ReportDone;
import io.rackledger.core.node.NodeCommand.ReportFailure;
import io.rackledger.core.node.NodeCommand.ReportPower;
import io.rackledger.core.node.NodeCommand.RequestBootDevice;
import io.rackledger.core.node.NodeCommand.RequestPower;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reports that come late, twice, or while something else is asked of the BMC. */
final class LateReportsTest {
    private static final PowerOutcome ON = new PowerOutcome.Confirmed(PowerState.ON);

    @ParameterizedTest
    @EnumSource(ProvisionState.class)
    void refusesWhateverNamesAWaitThatIsOver(ProvisionState state) {
        NodeStories story = NodeStories.in(state);
        long last = story.node().counters().waits();
        for (long number = 1; number <= last + 1; number++) {
            WaitId id = new WaitId(number);
            if (story.node().waiting().filter(wait -> wait.id().equals(id)).isPresent()) {
                continue;
            }
            for (NodeCommand command : naming(id, story)) {
                assertThat(VerbRefusalsTest.code(story.decide(command)))
                        .as("%s in %s", command, state)
                        .contains(RefusalCode.WAIT_OVER);
            }
        }
    }

    private static List<NodeCommand> naming(WaitId id, NodeStories story) {
        return List.of(
                new ReportCrumb(id, story.crumb(Link.KERNEL, 0)),
                new ReportDone(id, new TreeMap<>()),
                new ReportFailure(id, NodeStories.finding()),
                new PauseForOperator(id, story.crumb(Link.STEP_STARTED, 1)),
                new ExpireWait(id, WaitClock.PHASE, story.now(), NodeStories.finding()));
    }

    @ParameterizedTest
    @EnumSource(ProvisionState.class)
    void takesEveryReportOfAWaitOnceAtMost(ProvisionState state) {
        NodeStories first = NodeStories.in(state);
        if (first.node().waiting().isEmpty()) {
            return;
        }
        List<NodeCommand> reports = new ArrayList<>(naming(first.waitId(), first));
        first.node().pendingPower().ifPresent(_ -> reports.add(first.powerReport(ON)));
        for (NodeCommand report : reports) {
            NodeStories story = NodeStories.in(state);
            if (story.decide(report) instanceof Decision.Accepted) {
                story.acceptNow(report);
                Decision again = story.decide(report);
                assertThat(again.equals(Outcomes.unchanged()) || again instanceof Decision.Rejected)
                        .as("%s twice in %s: %s", report, state, again)
                        .isTrue();
            }
        }
    }

    @Nested
    class PowerRequests {
        @Test
        void refusesASecondOneWhileTheFirstIsPending() {
            NodeStories story = NodeStories.in(ProvisionState.ACTIVE).accept(new RequestPower(PowerAction.REBOOT));
            assertThat(VerbRefusalsTest.code(story.decide(new RequestPower(PowerAction.OFF))))
                    .contains(RefusalCode.POWER_PENDING);
            assertThat(VerbRefusalsTest.code(story.decide(new RequestBootDevice(BootDevice.PXE, false))))
                    .contains(RefusalCode.POWER_PENDING);
        }

        @Test
        void acceptsAnotherOneAfterTheDeadlineOfTheFirst() {
            NodeStories story = NodeStories.in(ProvisionState.ACTIVE).accept(new RequestPower(PowerAction.REBOOT));
            ReportPower late = story.powerReport(ON);
            story.pass(NodeStories.POLICY.bmc()).accept(new RequestPower(PowerAction.OFF));
            assertThat(VerbRefusalsTest.code(story.decide(late))).contains(RefusalCode.REQUEST_OVER);
        }

        @Test
        void ofAnOperatorIsSupersededByAnAttempt() {
            NodeStories story = NodeStories.in(ProvisionState.ACTIVE).accept(new RequestPower(PowerAction.REBOOT));
            ReportPower late = story.powerReport(ON);
            story.act(ProvisionVerb.UNDEPLOY);
            assertThat(VerbRefusalsTest.code(story.decide(late))).contains(RefusalCode.REQUEST_OVER);
            assertThat(story.node().state()).isEqualTo(ProvisionState.DELETING);
        }

        @Test
        void ofAnOperatorDoesNotMoveAWaitingAttempt() {
            NodeStories story = NodeStories.in(ProvisionState.CLEAN_WAIT)
                    .accept(new RequestPower(PowerAction.REBOOT))
                    .bmcConfirms();
            assertThat(story.node().state()).isEqualTo(ProvisionState.CLEAN_WAIT);
        }

        @ParameterizedTest
        @EnumSource(
                value = ProvisionState.class,
                names = {"VERIFYING", "CLEANING", "DEPLOYING", "DELETING"})
        void ofAnOperatorNeverTakesThePlaceOfTheOneThatAnAttemptWaitsFor(ProvisionState state) {
            NodeStories story = NodeStories.in(state)
                    .hold("h1", HoldScope.NO_SCHEDULING, true)
                    .pass(Duration.ofHours(1));
            assertThat(VerbRefusalsTest.code(story.decide(new RequestPower(PowerAction.READ))))
                    .contains(RefusalCode.POWER_PENDING);
            assertThat(VerbRefusalsTest.code(story.decide(new RequestBootDevice(BootDevice.PXE, false))))
                    .contains(RefusalCode.POWER_PENDING);
        }

        @Test
        void recordsAnObservedPowerStateOnlyWhenItIsAnother() {
            NodeStories story = NodeStories.in(ProvisionState.ACTIVE);
            assertThat(story.decide(new ObservePower(story.node().power(), story.now())))
                    .isEqualTo(Outcomes.unchanged());
            assertThat(story.accept(new ObservePower(PowerState.OFF, story.now()))
                            .node()
                            .power())
                    .isEqualTo(PowerState.OFF);
        }

        @Test
        void tellsInWordsWhyTheBmcStoppedAnAttempt() {
            Node node = NodeStories.in(ProvisionState.DEPLOYING).bmcFails().node();
            assertThat(node.failure().orElseThrow().sentence())
                    .isEqualTo("Deployment of rack1-n01 failed at its BMC: 10.0.0.5:8000 answered 401.");
        }
    }

    @Nested
    class Facts {
        @Test
        void becomeProperties() {
            NodeStories story = NodeStories.in(ProvisionState.INSPECT_WAIT);
            story.accept(new ReportDone(story.waitId(), new TreeMap<>(Map.of("cpus", "8"))));
            assertThat(story.node().attributes().properties()).containsEntry("cpus", "8");
        }

        @Test
        void beyondTheBoundAreLeftOutAndNeverBreakTheNode() {
            NodeStories story = NodeStories.in(ProvisionState.INSPECT_WAIT);
            SortedMap<String, String> many = new TreeMap<>();
            for (int i = 0; i < 1000; i++) {
                many.put("fact" + i, "x".repeat(i * 10));
            }
            story.accept(new ReportDone(story.waitId(), many));
            assertThat(story.node().state()).isEqualTo(ProvisionState.INSPECTING);
            assertThat(story.node().attributes().properties()).hasSizeBetween(1, 256);
        }
    }
}

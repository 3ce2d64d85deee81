package io.rackledger.core.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.rackledger.core.boot.Link;
import io.rackledger.core.identity.HoldId;
import io.rackledger.core.node.NodeCommand.Delete;
import io.rackledger.core.node.NodeCommand.ExpireWait;
import io.rackledger.core.node.NodeCommand.PlaceHold;
import io.rackledger.core.node.NodeCommand.ReleaseHold;
import io.rackledger.core.node.NodeCommand.RequestPower;
import io.rackledger.core.node.WaitDeadlines.Paused;
import io.rackledger.core.node.WaitDeadlines.Running;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Maintenance holds: several coexist, and a pausing one stops the clocks. */
final class HoldsTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration LINK = NodeStories.POLICY.progress();

    @Nested
    class Coexisting {
        private final NodeStories story = NodeStories.in(ProvisionState.AVAILABLE)
                .hold("disk", HoldScope.NO_SCHEDULING, false)
                .hold("network", HoldScope.NO_OPERATIONS, true);

        @Test
        void keepsReasonAuthorAndScopeOfEach() {
            assertThat(story.node().holds())
                    .extracting(Hold::id, Hold::scope, Hold::author, Hold::pausesClocks)
                    .containsExactly(
                            tuple(new HoldId("disk"), HoldScope.NO_SCHEDULING, "operator:ada", false),
                            tuple(new HoldId("network"), HoldScope.NO_OPERATIONS, "operator:ada", true));
        }

        @Test
        void refusesWhileAnyOfThemForbids() {
            story.release("network");
            assertThat(refused(NodeStories.command(ProvisionVerb.DEPLOY))).isTrue();
            story.release("disk");
            assertThat(refused(NodeStories.command(ProvisionVerb.DEPLOY))).isFalse();
        }

        @Test
        void takesTheSameHoldTwiceAsOne() {
            Hold present = story.node().holds().getFirst();
            assertThat(story.decide(new PlaceHold(present))).isEqualTo(Outcomes.unchanged());
        }

        @Test
        void refusesAnotherHoldUnderAnIdInUse() {
            Decision decision = story.decide(story.placing("disk", HoldScope.NO_OPERATIONS, true));
            assertThat(VerbRefusalsTest.code(decision)).contains(RefusalCode.HOLD_EXISTS);
        }

        @Test
        void refusesToReleaseAHoldTwice() {
            story.release("disk");
            assertThat(VerbRefusalsTest.code(story.decide(new ReleaseHold(new HoldId("disk"), "operator:ada"))))
                    .contains(RefusalCode.HOLD_UNKNOWN);
        }

        private boolean refused(NodeCommand command) {
            return VerbRefusalsTest.code(story.decide(command)).equals(Optional.of(RefusalCode.HELD));
        }
    }

    @Nested
    class NoOperations {
        @Test
        void letsAnOperatorLookAbortAndUndeploy() {
            NodeStories story = NodeStories.in(ProvisionState.ACTIVE).hold("h1", HoldScope.NO_OPERATIONS, false);
            assertThat(story.decide(NodeStories.command(ProvisionVerb.UNDEPLOY)))
                    .isInstanceOf(Decision.Accepted.class);
            assertThat(story.decide(new RequestPower(PowerAction.OFF))).isInstanceOf(Decision.Accepted.class);
        }

        @Test
        void allowsDeletionInAnyState() {
            NodeStories story = NodeStories.in(ProvisionState.DEPLOYING);
            assertThat(story.decide(new Delete())).isInstanceOf(Decision.Rejected.class);
            story.hold("h1", HoldScope.NO_OPERATIONS, false);
            assertThat(story.decide(new Delete())).isInstanceOf(Decision.Accepted.class);
        }

        @Test
        void keepsAPausedStepListPaused() {
            NodeStories story = NodeStories.in(ProvisionState.CLEAN_HOLD).hold("h1", HoldScope.NO_OPERATIONS, false);
            assertThat(VerbRefusalsTest.code(story.decide(NodeStories.command(ProvisionVerb.UNHOLD))))
                    .contains(RefusalCode.HELD);
        }
    }

    @Nested
    class Clocks {
        @ParameterizedTest
        @EnumSource(
                value = ProvisionState.class,
                names = {"INSPECTING", "CLEAN_WAIT", "DEPLOY_HOLD", "RESCUE_FAILED", "ERROR"})
        void standStillFromTheHoldToItsRelease(ProvisionState state) {
            NodeStories story = NodeStories.in(state);
            Running before = running(story);
            Instant placed = story.now().plusSeconds(1);
            story.hold("h1", HoldScope.NO_OPERATIONS, true);
            assertThat(story.waiting().deadlines())
                    .isEqualTo(new Paused(
                            Duration.between(placed, before.phase()),
                            Duration.between(placed, before.progress()),
                            Duration.between(placed, before.liveness())));
            story.pass(HOUR).release("h1");
            Duration held = Duration.between(placed, story.now());
            assertThat(running(story))
                    .isEqualTo(new Running(
                            before.phase().plus(held),
                            before.progress().plus(held),
                            before.liveness().plus(held)));
        }

        @Test
        void goOnUnderAHoldThatDoesNotPause() {
            NodeStories story = NodeStories.in(ProvisionState.CLEAN_WAIT);
            WaitDeadlines before = story.waiting().deadlines();
            story.hold("h1", HoldScope.NO_OPERATIONS, false).pass(HOUR).release("h1");
            assertThat(story.waiting().deadlines()).isEqualTo(before);
        }

        @Test
        void standStillUntilTheLastOfTwoOverlappingHoldsIsReleased() {
            NodeStories story = NodeStories.in(ProvisionState.CLEAN_WAIT);
            Running before = running(story);
            Instant placed = story.now().plusSeconds(1);
            story.hold("h1", HoldScope.NO_OPERATIONS, true)
                    .pass(HOUR)
                    .hold("h2", HoldScope.NO_SCHEDULING, true)
                    .pass(HOUR)
                    .release("h1");
            assertThat(story.waiting().paused()).isTrue();
            story.pass(HOUR).release("h2");
            Duration held = Duration.between(placed, story.now());
            assertThat(running(story).phase()).isEqualTo(before.phase().plus(held));
            assertThat(running(story).progress()).isEqualTo(before.progress().plus(held));
        }

        @Test
        void standStillFromTheStartInAWaitThatBeginsUnderAHold() {
            NodeStories story = NodeStories.in(ProvisionState.CLEANING)
                    .hold("h1", HoldScope.NO_OPERATIONS, true)
                    .bmcConfirms();
            Paused left = (Paused) story.waiting().deadlines();
            assertThat(left.progressLeft()).isEqualTo(LINK);
            story.pass(HOUR).release("h1");
            assertThat(running(story).progress()).isEqualTo(story.now().plus(LINK));
        }

        @Test
        void areSetByACrumbThatComesWhileTheyStandStill() {
            NodeStories story = NodeStories.in(ProvisionState.CLEAN_WAIT)
                    .pass(Duration.ofMinutes(4))
                    .hold("h1", HoldScope.NO_OPERATIONS, true)
                    .pass(HOUR)
                    .seen(Link.APPLIED, 0);
            Paused left = (Paused) story.waiting().deadlines();
            assertThat(left.progressLeft()).isEqualTo(LINK);
            assertThat(left.livenessLeft()).isEqualTo(NodeStories.POLICY.liveness());
        }

        @ParameterizedTest
        @EnumSource(WaitClock.class)
        void doNotExpireWhileTheyStandStill(WaitClock clock) {
            NodeStories story = NodeStories.in(ProvisionState.CLEAN_WAIT);
            Instant due = running(story).of(clock);
            story.hold("h1", HoldScope.NO_OPERATIONS, true).pass(Duration.ofDays(30));
            Decision decision = story.decide(new ExpireWait(story.waitId(), clock, due, NodeStories.finding()));
            assertThat(VerbRefusalsTest.code(decision)).contains(RefusalCode.PAUSED);
        }

        @Test
        void doNotExpireAtTheOldDueTimeAfterTheRelease() {
            NodeStories story = NodeStories.in(ProvisionState.CLEAN_WAIT);
            Instant due = running(story).progress();
            story.hold("h1", HoldScope.NO_OPERATIONS, true).pass(HOUR).release("h1");
            Decision decision =
                    story.decide(new ExpireWait(story.waitId(), WaitClock.PROGRESS, due, NodeStories.finding()));
            assertThat(VerbRefusalsTest.code(decision)).contains(RefusalCode.NOT_DUE);
        }
    }

    private static Running running(NodeStories story) {
        return (Running) story.waiting().deadlines();
    }
}

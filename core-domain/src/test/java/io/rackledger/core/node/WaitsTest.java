package io.rackledger.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.boot.Link;
import io.rackledger.core.boot.Step;
import io.rackledger.core.identity.WaitId;
import io.rackledger.core.node.NodeCommand.ExpireWait;
import io.rackledger.core.node.NodeCommand.ReportCrumb;
import io.rackledger.core.node.NodeEvent.WaitExpired;
import io.rackledger.core.node.WaitDeadlines.Running;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The wait descriptor: what, since, three deadlines, and what happens then. */
final class WaitsTest {
    private static final Duration LINK = NodeStories.POLICY.progress();
    private static final Duration LIFE = NodeStories.POLICY.liveness();

    @ParameterizedTest
    @EnumSource(ProvisionState.class)
    void standsInEveryStateThatIsNotStableAndInError(ProvisionState state) {
        Node node = NodeStories.in(state).node();
        boolean waits = state.kind() != StateKind.STABLE || state == ProvisionState.ERROR;
        assertThat(node.waiting().isPresent()).isEqualTo(waits);
        node.waiting().ifPresent(wait -> {
            Running deadlines = (Running) wait.deadlines();
            assertThat(wait.what()).isNotBlank();
            assertThat(wait.since()).isEqualTo(node.stateSince());
            assertThat(deadlines.phase()).isAfter(wait.since());
            assertThat(deadlines.progress()).isAfter(wait.since());
            assertThat(deadlines.liveness()).isAfter(wait.since());
            assertThat(wait.onExpiry())
                    .isEqualTo(wait.subject() == WaitSubject.OPERATOR ? OnExpiry.REMIND : OnExpiry.FAIL);
        });
    }

    @Nested
    class Expiry {
        @ParameterizedTest
        @EnumSource(WaitClock.class)
        void failsNodeWhenAClockRunsOutAndKeepsTheOriginalDueTime(WaitClock clock) {
            NodeStories story = NodeStories.in(ProvisionState.INSPECT_WAIT);
            Instant due = running(story).of(clock);
            story.at(due.plus(Duration.ofHours(5)));
            story.acceptNow(new ExpireWait(story.waitId(), clock, due, NodeStories.finding()));
            assertThat(story.node().state()).isEqualTo(ProvisionState.INSPECT_FAILED);
            assertThat(story.node().failure()).contains(NodeStories.finding());
            assertThat(story.history())
                    .filteredOn(WaitExpired.class::isInstance)
                    .extracting(event -> ((WaitExpired) event).dueAt())
                    .containsExactly(due);
        }

        @Test
        void isRefusedTwice() {
            NodeStories story = NodeStories.in(ProvisionState.CLEAN_WAIT);
            Instant due = running(story).progress();
            ExpireWait expiry = new ExpireWait(story.waitId(), WaitClock.PROGRESS, due, NodeStories.finding());
            story.at(due).acceptNow(expiry);
            assertThat(VerbRefusalsTest.code(story.decide(expiry))).contains(RefusalCode.WAIT_OVER);
        }

        @Test
        void isRefusedAtAnotherTimeThanTheDeadlineInForce() {
            NodeStories story = NodeStories.in(ProvisionState.CLEAN_WAIT);
            Instant old = running(story).progress();
            story.seen(Link.BOOT_SCRIPT, 0).at(old);
            Decision decision =
                    story.decide(new ExpireWait(story.waitId(), WaitClock.PROGRESS, old, NodeStories.finding()));
            assertThat(VerbRefusalsTest.code(decision)).contains(RefusalCode.NOT_DUE);
        }

        @Test
        void ofLivenessMayBeLaterThanRecordedBecauseSignsOfLifeAreNoEvents() {
            NodeStories story = NodeStories.in(ProvisionState.CLEAN_WAIT).seen(Link.APPLIED, 0);
            Instant later = running(story).liveness().plus(Duration.ofMinutes(1));
            story.at(later).acceptNow(new ExpireWait(story.waitId(), WaitClock.LIVENESS, later, NodeStories.finding()));
            assertThat(story.node().state()).isEqualTo(ProvisionState.CLEAN_FAILED);
        }

        @Test
        void ofAnOperatorsWaitRemindsWithTwiceTheTimeUpToSevenDays() {
            NodeStories story = NodeStories.in(ProvisionState.CLEAN_FAILED);
            Duration[] windows = new Duration[5];
            for (int i = 0; i < windows.length; i++) {
                Instant due = running(story).phase();
                windows[i] = Duration.between(story.waiting().since(), due);
                story.at(due).acceptNow(new ExpireWait(story.waitId(), WaitClock.PHASE, due, NodeStories.finding()));
            }
            assertThat(windows)
                    .containsExactly(
                            Duration.ofDays(1),
                            Duration.ofDays(2),
                            Duration.ofDays(4),
                            Duration.ofDays(7),
                            Duration.ofDays(7));
            assertThat(story.node().state()).isEqualTo(ProvisionState.CLEAN_FAILED);
            assertThat(story.node().failure()).isPresent();
        }
    }

    @Nested
    class Progress {
        @Test
        void extendsOnlyAtTheFirstSightOfALink() {
            NodeStories story = NodeStories.in(ProvisionState.CLEAN_WAIT).seen(Link.BOOT_SCRIPT, 0);
            WaitDeadlines before = story.waiting().deadlines();
            story.pass(Duration.ofMinutes(2));
            Decision again = story.decide(new ReportCrumb(story.waitId(), story.crumb(Link.BOOT_SCRIPT, 0)));
            assertThat(again).isEqualTo(Outcomes.unchanged());
            assertThat(story.waiting().deadlines()).isEqualTo(before);
        }

        @Test
        void givesAStepItsOwnLimit() {
            NodeStories story = cleaningWithStep(Duration.ofHours(2)).seen(Link.STEP_STARTED, 1);
            assertThat(running(story).progress())
                    .isEqualTo(story.now().plus(LINK).plus(Duration.ofHours(2)));
        }

        @ParameterizedTest
        @EnumSource(
                value = Link.class,
                names = {"CLOUD_INIT", "VENDOR_DATA", "IMAGE", "APPLIED"})
        void leavesARunningStepItsLimitWhenAnotherLinkComes(Link late) {
            NodeStories story = cleaningWithStep(Duration.ofHours(2)).seen(Link.STEP_STARTED, 1);
            Instant due = running(story).progress();
            story.pass(Duration.ofSeconds(30)).seen(late, 0);
            assertThat(running(story).progress()).isAfterOrEqualTo(due);
        }

        @Test
        void givesTheInstalledSystemTheLimitOfItsOwnStep() {
            NodeStories story = NodeStories.in(ProvisionState.WAIT_CALL_BACK)
                    .machineDone()
                    .bmcConfirms()
                    .seen(Link.STEP_STARTED, 1);
            Duration limit = EngineSteps.ofInstalledSystem().getFirst().limit();
            assertThat(running(story).progress())
                    .isEqualTo(story.now().plus(LINK).plus(limit));
        }

        @Test
        void asksForTheNextLinkSoonAfterAStepHasEnded() {
            NodeStories story = cleaningWithStep(Duration.ofHours(2))
                    .seen(Link.STEP_STARTED, 1)
                    .seen(Link.STEP_FINISHED, 1);
            assertThat(running(story).progress()).isEqualTo(story.now().plus(LINK));
        }
    }

    @Nested
    class Liveness {
        @Test
        void beginsWithTheStepRunner() {
            NodeStories story = NodeStories.in(ProvisionState.CLEAN_WAIT).seen(Link.META_DATA, 0);
            assertThat(running(story).liveness()).isEqualTo(running(story).phase());
            story.seen(Link.APPLIED, 0);
            assertThat(running(story).liveness()).isEqualTo(story.now().plus(LIFE));
        }

        @ParameterizedTest
        @EnumSource(
                value = Link.class,
                names = {"KERNEL", "CLOUD_INIT", "USER_DATA", "VENDOR_DATA"})
        void isNotSwitchedOffByALinkThatComesLate(Link late) {
            NodeStories story = cleaningWithStep(Duration.ofHours(2))
                    .seen(Link.APPLIED, 0)
                    .seen(Link.STEP_STARTED, 1)
                    .seen(late, 0);
            assertThat(running(story).liveness()).isEqualTo(story.now().plus(LIFE));
        }

        @Test
        void endsWithTheStepRunner() {
            NodeStories story = NodeStories.in(ProvisionState.CLEAN_WAIT)
                    .seen(Link.APPLIED, 0)
                    .seen(Link.STEPS_DONE, 0);
            assertThat(running(story).liveness()).isEqualTo(running(story).phase());
        }
    }

    private static NodeStories cleaningWithStep(Duration limit) {
        Step step = new Step("burn-in", "stress", limit, true);
        return NodeStories.in(ProvisionState.MANAGEABLE)
                .accept(NodeStories.command(ProvisionVerb.CLEAN, step))
                .bmcConfirms();
    }

    @Test
    void numbersWaitsOverTheWholeLifeOfTheNode() {
        List<WaitId> ids = NodeStories.in(ProvisionState.ACTIVE).history().stream()
                .filter(NodeEvent.WaitStarted.class::isInstance)
                .map(event -> ((NodeEvent.WaitStarted) event).waiting().id())
                .toList();
        assertThat(ids).isSortedAccordingTo((a, b) -> Long.compare(a.number(), b.number()));
        assertThat(ids).doesNotHaveDuplicates().startsWith(new WaitId(1));
    }

    private static Running running(NodeStories story) {
        return (Running) story.waiting().deadlines();
    }
}

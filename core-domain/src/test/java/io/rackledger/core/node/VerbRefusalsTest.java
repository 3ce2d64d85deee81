package io.rackledger.core.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.rackledger.core.boot.Step;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.node.NodeCommand.Act;
import io.rackledger.core.node.NodeCommand.ChangeAttributes;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What Ironic refuses (ironic.md 1.2), and in which order. */
final class VerbRefusalsTest {
    private static final Protection MARK = new Protection(true, "ticket 12");
    private static final SortedSet<MacAddress> PORTS = new TreeSet<>(List.of(NodeStories.MAC));

    static Stream<Arguments> allowedStates() {
        return Stream.of(
                allowed(ProvisionVerb.DEPLOY, ProvisionState.AVAILABLE, ProvisionState.DEPLOY_FAILED),
                allowed(
                        ProvisionVerb.REBUILD,
                        ProvisionState.ACTIVE,
                        ProvisionState.DEPLOY_FAILED,
                        ProvisionState.ERROR),
                allowed(
                        ProvisionVerb.UNDEPLOY,
                        ProvisionState.ACTIVE,
                        ProvisionState.WAIT_CALL_BACK,
                        ProvisionState.DEPLOY_FAILED,
                        ProvisionState.ERROR,
                        ProvisionState.RESCUE,
                        ProvisionState.RESCUE_WAIT,
                        ProvisionState.RESCUE_FAILED,
                        ProvisionState.UNRESCUE_FAILED,
                        ProvisionState.SERVICE_WAIT,
                        ProvisionState.SERVICE_FAILED),
                allowed(
                        ProvisionVerb.MANAGE,
                        ProvisionState.ENROLL,
                        ProvisionState.AVAILABLE,
                        ProvisionState.INSPECT_FAILED,
                        ProvisionState.CLEAN_FAILED,
                        ProvisionState.ADOPT_FAILED),
                allowed(ProvisionVerb.PROVIDE, ProvisionState.MANAGEABLE),
                allowed(ProvisionVerb.INSPECT, ProvisionState.MANAGEABLE, ProvisionState.INSPECT_FAILED),
                allowed(ProvisionVerb.CLEAN, ProvisionState.MANAGEABLE),
                allowed(ProvisionVerb.ADOPT, ProvisionState.MANAGEABLE, ProvisionState.ADOPT_FAILED),
                allowed(
                        ProvisionVerb.RESCUE,
                        ProvisionState.ACTIVE,
                        ProvisionState.RESCUE,
                        ProvisionState.RESCUE_FAILED,
                        ProvisionState.UNRESCUE_FAILED,
                        ProvisionState.SERVICE_FAILED),
                allowed(
                        ProvisionVerb.UNRESCUE,
                        ProvisionState.RESCUE,
                        ProvisionState.RESCUE_FAILED,
                        ProvisionState.UNRESCUE_FAILED),
                allowed(
                        ProvisionVerb.UNHOLD,
                        ProvisionState.CLEAN_HOLD,
                        ProvisionState.DEPLOY_HOLD,
                        ProvisionState.SERVICE_HOLD),
                allowed(
                        ProvisionVerb.SERVICE,
                        ProvisionState.ACTIVE,
                        ProvisionState.SERVICE_HOLD,
                        ProvisionState.SERVICE_FAILED));
    }

    private static Arguments allowed(ProvisionVerb verb, ProvisionState first, ProvisionState... rest) {
        return arguments(verb, EnumSet.of(first, rest));
    }

    @ParameterizedTest
    @MethodSource("allowedStates")
    void allowsTheVerbWhereIronicDoesAndNowhereElse(ProvisionVerb verb, Set<ProvisionState> states) {
        Set<ProvisionState> ours = EnumSet.noneOf(ProvisionState.class);
        for (ProvisionState state : ProvisionState.values()) {
            if (NodeStories.in(state).decide(NodeStories.command(verb)) instanceof Decision.Accepted) {
                ours.add(state);
            }
        }
        assertThat(ours).isEqualTo(states);
    }

    @ParameterizedTest
    @EnumSource(ProvisionState.class)
    void acceptsAbortInEveryStateThatIsNotStable(ProvisionState state) {
        Decision decision = NodeStories.in(state).decide(NodeStories.command(ProvisionVerb.ABORT));
        if (state.kind() == StateKind.STABLE) {
            assertThat(code(decision)).contains(RefusalCode.NOTHING_TO_ABORT);
        } else {
            assertThat(decision).isInstanceOf(Decision.Accepted.class);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ProvisionState.class,
            mode = EnumSource.Mode.MATCH_ANY,
            names = {".*(ING|WAIT|HOLD|BACK)"})
    void endsTheAttemptAsAbortedAndLeavesNothingPending(ProvisionState state) {
        assumeTrue(state.kind() != StateKind.STABLE);
        Node node = NodeStories.in(state).act(ProvisionVerb.ABORT).node();
        assertThat(node.attempt().orElseThrow().outcome()).isEqualTo(AttemptOutcome.ABORTED);
        assertThat(node.pendingPower()).isEmpty();
        assertThat(node.state().kind()).isIn(StateKind.FAILED, StateKind.STABLE);
    }

    @Test
    void saysThatItWasAborted() {
        Node node = NodeStories.in(ProvisionState.CLEAN_WAIT)
                .act(ProvisionVerb.ABORT)
                .node();
        assertThat(node.failure().orElseThrow().sentence())
                .isEqualTo("Cleaning of rack1-n01 was aborted on request in state clean wait.");
    }

    @Test
    void bringsAFailedServiceBackToActiveByAbort() {
        Node node = NodeStories.in(ProvisionState.SERVICE_FAILED)
                .act(ProvisionVerb.ABORT)
                .node();
        assertThat(node.state()).isEqualTo(ProvisionState.ACTIVE);
        assertThat(node.pendingPower().orElseThrow().bootDevice()).contains(BootDevice.DISK);
    }

    @Test
    void namesTheVerbsThatAreAllowedInstead() {
        Refusal refusal =
                refusal(NodeStories.in(ProvisionState.ACTIVE).decide(NodeStories.command(ProvisionVerb.DEPLOY)));
        assertThat(refusal.detail()).isEqualTo("deploy is not allowed in state active");
        assertThat(refusal.remedy()).isEqualTo("allowed now: undeploy, rebuild, rescue, service");
    }

    @Nested
    class Marks {
        @ParameterizedTest
        @EnumSource(
                value = ProvisionVerb.class,
                names = {"UNDEPLOY", "REBUILD"})
        void protectedForbidsWhatDestroysTheInstance(ProvisionVerb verb) {
            NodeStories story = NodeStories.in(ProvisionState.ACTIVE)
                    .accept(new ChangeAttributes(NodeStories.attributes(MARK, Protection.NONE)));
            Refusal refusal = refusal(story.decide(NodeStories.command(verb)));
            assertThat(refusal.code()).isEqualTo(RefusalCode.PROTECTED);
            assertThat(refusal.detail()).contains("ticket 12");
        }

        @Test
        void protectedLetsTheInstanceBeRescuedAndServiced() {
            NodeStories story = NodeStories.in(ProvisionState.ACTIVE)
                    .accept(new ChangeAttributes(NodeStories.attributes(MARK, Protection.NONE)));
            assertThat(story.decide(NodeStories.command(ProvisionVerb.RESCUE))).isInstanceOf(Decision.Accepted.class);
            assertThat(story.decide(NodeStories.command(ProvisionVerb.SERVICE))).isInstanceOf(Decision.Accepted.class);
        }

        @Test
        void retiredForbidsProvide() {
            NodeStories story =
                    NodeStories.in(ProvisionState.MANAGEABLE, NodeStories.attributes(Protection.NONE, MARK));
            assertThat(code(story.decide(NodeStories.command(ProvisionVerb.PROVIDE))))
                    .contains(RefusalCode.RETIRED);
        }

        @Test
        void retiredForbidsDeployToANodeThatWasAvailableBefore() {
            NodeStories story = NodeStories.in(ProvisionState.AVAILABLE)
                    .accept(new ChangeAttributes(NodeStories.attributes(Protection.NONE, MARK)));
            assertThat(code(story.decide(NodeStories.command(ProvisionVerb.DEPLOY))))
                    .contains(RefusalCode.RETIRED);
        }

        @Test
        void cleansARetiredNodeToManageableAfterUndeploy() {
            NodeStories story = NodeStories.in(ProvisionState.ACTIVE)
                    .accept(new ChangeAttributes(NodeStories.attributes(Protection.NONE, MARK)))
                    .act(ProvisionVerb.UNDEPLOY)
                    .bmcConfirms()
                    .bmcConfirms()
                    .machineDone()
                    .bmcConfirms();
            assertThat(story.node().state()).isEqualTo(ProvisionState.MANAGEABLE);
            assertThat(story.node().instance()).isEmpty();
        }
    }

    @Nested
    class MissingArguments {
        @Test
        void asksForTheBmcAddress() {
            NodeStories story = NodeStories.enrolled(
                    NodeStories.attributes(Optional.empty(), PORTS, Protection.NONE, Protection.NONE));
            Refusal refusal = refusal(story.decide(NodeStories.command(ProvisionVerb.MANAGE)));
            assertThat(refusal)
                    .isEqualTo(new Refusal(
                            RefusalCode.ARGUMENT_MISSING,
                            "manage needs a BMC address",
                            "bmc",
                            "set the node's bmc first"));
        }

        @Test
        void asksForAPortWhereTheMachineMustBoot() {
            NodeStories story = NodeStories.in(
                    ProvisionState.MANAGEABLE,
                    NodeStories.attributes(
                            Optional.of(NodeStories.BMC),
                            Collections.emptySortedSet(),
                            Protection.NONE,
                            Protection.NONE));
            Refusal refusal = refusal(story.decide(NodeStories.command(ProvisionVerb.INSPECT)));
            assertThat(refusal.code()).isEqualTo(RefusalCode.ARGUMENT_MISSING);
            assertThat(refusal.field()).isEqualTo("ports");
            assertThat(refusal.detail()).isEqualTo("inspect boots the machine, and no MAC address of it is known");
            assertThat(story.decide(NodeStories.command(ProvisionVerb.ADOPT)))
                    .as("adopt boots nothing")
                    .isInstanceOf(Decision.Accepted.class);
        }

        @Test
        void asksWhatToDeploy() {
            Decision decision = NodeStories.in(ProvisionState.AVAILABLE)
                    .decide(new Act(ProvisionVerb.DEPLOY, new VerbArguments.None()));
            assertThat(refusal(decision).field()).isEqualTo("instance");
        }

        @Test
        void rebuildsThePresentInstanceWhereNoneIsGiven() {
            NodeStories story = NodeStories.in(ProvisionState.ACTIVE).act(ProvisionVerb.REBUILD);
            assertThat(story.node().instance()).contains(NodeStories.INSTANCE);
            assertThat(story.node().state()).isEqualTo(ProvisionState.DEPLOYING);
        }

        @ParameterizedTest
        @EnumSource(
                value = ProvisionVerb.class,
                names = {"INSPECT", "RESCUE"})
        void refusesAHoldStepWhereThereIsNoHoldState(ProvisionVerb verb) {
            ProvisionState from = verb == ProvisionVerb.INSPECT ? ProvisionState.MANAGEABLE : ProvisionState.ACTIVE;
            Step hold = new Step("hold", "", Duration.ofMinutes(5), true);
            Refusal refusal = refusal(NodeStories.in(from).decide(NodeStories.command(verb, hold)));
            assertThat(refusal.code()).isEqualTo(RefusalCode.ARGUMENT_INVALID);
            assertThat(refusal.field()).isEqualTo("steps");
        }
    }

    /** Hold, state, marks, arguments: the first that applies is told. */
    @Nested
    class Order {
        private final NodeAttributes bare =
                NodeStories.attributes(Optional.empty(), Collections.emptySortedSet(), MARK, MARK);

        @Test
        void tellsTheHoldBeforeTheState() {
            NodeStories story = NodeStories.enrolled(bare).hold("h1", HoldScope.NO_OPERATIONS, false);
            assertThat(code(story.decide(NodeStories.command(ProvisionVerb.REBUILD))))
                    .contains(RefusalCode.HELD);
        }

        @Test
        void tellsTheStateBeforeTheMarks() {
            assertThat(code(NodeStories.enrolled(bare).decide(NodeStories.command(ProvisionVerb.REBUILD))))
                    .contains(RefusalCode.STATE_FORBIDS);
        }

        @Test
        void tellsTheMarksBeforeTheArguments() {
            NodeStories story = NodeStories.in(ProvisionState.ERROR).accept(new ChangeAttributes(bare));
            assertThat(code(story.decide(NodeStories.command(ProvisionVerb.REBUILD))))
                    .contains(RefusalCode.PROTECTED);
        }
    }

    static Optional<RefusalCode> code(Decision decision) {
        return decision instanceof Decision.Rejected(Refusal refusal) ? Optional.of(refusal.code()) : Optional.empty();
    }

    static Refusal refusal(Decision decision) {
        if (decision instanceof Decision.Rejected(Refusal refusal)) {
            return refusal;
        }
        throw new AssertionError("accepted: " + decision);
    }
}

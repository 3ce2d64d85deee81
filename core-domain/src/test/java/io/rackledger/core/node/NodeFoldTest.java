package io.rackledger.core.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackledger.core.node.NodeCommand.Delete;
import io.rackledger.core.node.NodeCommand.Enroll;
import io.rackledger.core.node.NodeEvent.AttemptEnded;
import io.rackledger.core.node.NodeEvent.HoldPlaced;
import io.rackledger.core.node.NodeEvent.NodeDeleted;
import io.rackledger.core.node.NodeEvent.NodeEnrolled;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** State is nothing but a fold of events. */
final class NodeFoldTest {
    @ParameterizedTest
    @EnumSource(ProvisionState.class)
    void rebuildsTheStateFromTheEventsAlone(ProvisionState state) {
        NodeStories story = NodeStories.in(state);
        assertThat(fold(story.history())).isEqualTo(story.state());
    }

    @ParameterizedTest
    @EnumSource(ProvisionState.class)
    void goesOnFromEveryPrefixToTheSameState(ProvisionState state) {
        NodeStories story =
                NodeStories.in(state).hold("h1", HoldScope.NO_OPERATIONS, true).release("h1");
        List<NodeEvent> history = story.history();
        for (int n = 0; n <= history.size(); n++) {
            NodeState atN = fold(history.subList(0, n));
            NodeState after = atN;
            for (NodeEvent event : history.subList(n, history.size())) {
                after = NodeFold.evolve(after, event);
            }
            assertThat(after).as("from event %d of %s", n, state).isEqualTo(story.state());
            assertThat(fold(history.subList(0, n)))
                    .as("event %d, folded again", n)
                    .isEqualTo(atN);
        }
    }

    @ParameterizedTest
    @EnumSource(ProvisionState.class)
    void decidesTheSameOnARebuiltStateAsOnTheLiveOne(ProvisionState state) {
        for (Probe probe : Probe.all()) {
            NodeStories story = NodeStories.in(state);
            NodeCommand command = probe.command().apply(story);
            Given given = new Given(story.now(), NodeStories.POLICY);
            assertThat(NodeDecider.decide(fold(story.history()), command, given))
                    .as(probe.name())
                    .isEqualTo(story.decide(command));
        }
    }

    /** Also before the enrolment that it makes void, and after a deletion. */
    @Test
    void leavesEveryStateAsItIsWhereAReservationIsVoided() {
        NodeStories story = NodeStories.enrolled();
        NodeState deleted = new NodeState.Deleted(NodeStories.ID, story.now());
        for (NodeState state : List.of(new NodeState.Unknown(), story.state(), deleted)) {
            NodeEvent voided = new NodeEvent.ReservationVoided(story.now(), "name:n1", NodeStories.ID);
            assertThat(NodeFold.evolve(state, voided)).isEqualTo(state);
        }
    }

    @Test
    void refusesABrokenLogLoudly() {
        NodeStories story = NodeStories.enrolled();
        NodeEnrolled again = new NodeEnrolled(story.now(), NodeStories.ID, NodeStories.attributes());
        assertThatThrownBy(() -> NodeFold.evolve(story.state(), again))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("NodeEnrolled stands in the stream of node");
        HoldPlaced early = new HoldPlaced(
                story.now(), story.placing("h1", HoldScope.NO_OPERATIONS, true).hold());
        assertThatThrownBy(() -> NodeFold.evolve(new NodeState.Unknown(), early))
                .hasMessageContaining("HoldPlaced stands in the stream of a node that was never enrolled");
        NodeState gone = NodeFold.evolve(story.state(), new NodeDeleted(story.now()));
        assertThatThrownBy(() -> NodeFold.evolve(gone, early)).hasMessageContaining("a deleted node");
    }

    @Test
    void neverUsesTheIdOfADeletedNodeAgain() {
        NodeStories story = NodeStories.enrolled().accept(new Delete());
        assertThat(story.state()).isEqualTo(new NodeState.Deleted(NodeStories.ID, story.now()));
        Enroll enroll = new Enroll(NodeStories.ID, NodeStories.attributes());
        assertThat(VerbRefusalsTest.code(story.decide(enroll))).contains(RefusalCode.NODE_EXISTS);
        for (Probe probe : Probe.all().subList(0, ProvisionVerb.values().length)) {
            assertThat(VerbRefusalsTest.code(story.decide(probe.command().apply(story))))
                    .contains(RefusalCode.NODE_UNKNOWN);
        }
    }

    @Test
    void knowsNothingOfANodeThatWasNeverEnrolled() {
        assertThat(VerbRefusalsTest.code(NodeStories.begin().decide(NodeStories.command(ProvisionVerb.MANAGE))))
                .contains(RefusalCode.NODE_UNKNOWN);
    }

    @Test
    void remembersWhichAttemptPutTheInstanceOnTheDisk() {
        NodeStories story = NodeStories.in(ProvisionState.ACTIVE);
        Node active = story.node();
        assertThat(active.deployedBy()).isEqualTo(active.attempt().map(Attempt::id));
        Node rescued =
                story.act(ProvisionVerb.RESCUE).bmcConfirms().machineDone().node();
        assertThat(rescued.deployedBy()).isEqualTo(active.deployedBy());
        Node free = story.act(ProvisionVerb.UNDEPLOY).bmcConfirms().node();
        assertThat(free.deployedBy()).isEmpty();
        assertThat(free.instance()).isEmpty();
    }

    @Test
    void keepsTheReasonOfAFailureUntilTheNextAttempt() {
        NodeStories story = NodeStories.in(ProvisionState.INSPECT_FAILED);
        assertThat(story.node().failure()).contains(NodeStories.finding());
        assertThat(ended(story)).isEqualTo(Optional.of(NodeStories.finding()));
        assertThat(story.act(ProvisionVerb.INSPECT).node().failure()).isEmpty();
    }

    private static Optional<?> ended(NodeStories story) {
        return story.history().stream()
                .filter(AttemptEnded.class::isInstance)
                .map(event -> ((AttemptEnded) event).finding())
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private static NodeState fold(List<NodeEvent> events) {
        NodeState state = new NodeState.Unknown();
        for (NodeEvent event : events) {
            state = NodeFold.evolve(state, event);
        }
        return state;
    }
}

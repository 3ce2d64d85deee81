package io.rackledger.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.door.RecordContext;
import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.Decision;
import io.rackledger.core.node.Given;
import io.rackledger.core.node.NodeAttributes;
import io.rackledger.core.node.NodeCommand;
import io.rackledger.core.node.NodeDecider;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.NodeFold;
import io.rackledger.core.node.NodeState;
import io.rackledger.core.node.Protection;
import io.rackledger.core.node.ProvisionVerb;
import io.rackledger.core.node.VerbArguments;
import io.rackledger.core.node.WaitPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The checker finds each breach that it is there for. */
final class ZeroLossTest {
    private static final Instant AT = Instant.parse("2026-03-04T05:06:07Z");
    private static final NodeId NODE = NodeId.of(new UUID(0, 1));

    @Test
    void isContentWhereAllThatWasAcknowledgedIsThereOnce() {
        assertThat(breaches(List.of(told("a", 1, 0)), record("a", 1, 0), record("b", 2, 1), record("late", 2, 2)))
                .isEmpty();
    }

    @Test
    void findsAnAcknowledgedCommandThatTheLogDoesNotHold() {
        assertThat(breaches(List.of(told("lost", 2, 1)), record("a", 1, 0)))
                .singleElement()
                .asString()
                .contains("acknowledged and not in the log", "lost");
    }

    @Test
    void findsAnAcknowledgementOfAVoidRecord() {
        assertThat(breaches(List.of(told("b", 1, 1)), record("a", 1, 0), record("b", 1, 1)))
                .singleElement()
                .asString()
                .contains("not in the log");
    }

    @Test
    void findsAnAnswerThatNamesAnotherPlace() {
        assertThat(breaches(List.of(told("a", 1, 7)), record("a", 1, 0)))
                .singleElement()
                .asString()
                .contains("another record");
    }

    @Test
    void findsACommandThatIsAppliedTwice() {
        assertThat(breaches(List.of(), record("a", 1, 0), record("a", 2, 1)))
                .singleElement()
                .asString()
                .contains("applied twice");
    }

    @Test
    void findsARecordThatFollowsOneThatIsGone() {
        assertThat(breaches(List.of(), record("a", 1, 0), record("c", 3, 1)))
                .singleElement()
                .asString()
                .contains("claims sequence 3 after 1");
    }

    @Test
    void findsARecordThatLiesInTheLogTwice() {
        RawLog.Decided first = new RawLog.Decided(record("a", 1, 0), Optional.of("w/1"));
        RawLog.Decided again = new RawLog.Decided(record("a", 1, 1), Optional.of("w/1"));
        RawLog log = new RawLog(List.of(first, again), List.of());
        assertThat(ZeroLoss.check(List.of(), log, AT, Duration.ZERO).breaches())
                .singleElement()
                .asString()
                .contains("lies in the log twice");
    }

    @Test
    void findsANodeWhoseDeadlineHasPassedUnanswered() {
        List<NodeEvent> enrolled =
                decide(new NodeState.Unknown(), new NodeCommand.Enroll(NODE, attributes("web-1", 1)));
        NodeState known = NodeFold.evolve(new NodeState.Unknown(), enrolled.getFirst());
        List<NodeEvent> verifying = decide(known, new NodeCommand.Act(ProvisionVerb.MANAGE, new VerbArguments.None()));
        RawLog log = log(record(NODE, "a", 1, 0, enrolled), record(NODE, "b", 2, 1, verifying));
        Duration grace = Duration.ofSeconds(30);

        assertThat(ZeroLoss.check(List.of(), log, AT, grace).breaches()).isEmpty();
        assertThat(ZeroLoss.check(List.of(), log, AT.plus(Duration.ofHours(1)), grace)
                        .breaches())
                .singleElement()
                .asString()
                .contains("verifying", "has passed unanswered");
    }

    @Test
    void findsARefusalOnAnOldState() {
        Call refused =
                new Call("c", "release", "k", NODE.value(), "b", AT, AT, 404, "HOLD_UNKNOWN", Optional.empty(), "");
        assertThat(breaches(List.of(refused))).singleElement().asString().contains("older than an acknowledgement");
        Call lost = new Call("c", "release", "k", "", "a", AT, AT, 0, "IOException", Optional.empty(), "");
        assertThat(breaches(List.of(lost, refused))).isEmpty();
    }

    @Test
    void findsANameThatTwoNodesHave() {
        NodeId other = NodeId.of(new UUID(0, 2));
        NodeState nobody = new NodeState.Unknown();
        List<NodeEvent> one = decide(nobody, new NodeCommand.Enroll(NODE, attributes("web-1", 1)));
        List<NodeEvent> two = decide(nobody, new NodeCommand.Enroll(other, attributes("web-1", 2)));
        RawLog log = log(record(NODE, "a", 1, 0, one), record(other, "b", 1, 1, two));
        assertThat(ZeroLoss.check(List.of(), log, AT, Duration.ZERO).breaches())
                .singleElement()
                .asString()
                .contains("name web-1 belongs to two nodes");
    }

    private static List<NodeEvent> decide(NodeState state, NodeCommand command) {
        Decision decision = NodeDecider.decide(state, command, new Given(AT, WaitPolicy.standard()));
        return ((Decision.Accepted) decision).events();
    }

    private static List<String> breaches(List<Call> calls, NodeRecord... records) {
        return ZeroLoss.check(calls, log(records), AT, Duration.ZERO).breaches();
    }

    private static RawLog log(NodeRecord... records) {
        return new RawLog(
                List.of(records).stream()
                        .map(each -> new RawLog.Decided(each, Optional.empty()))
                        .toList(),
                List.of());
    }

    private static NodeRecord record(String command, long sequence, long offset) {
        return record(NODE, command, sequence, offset, List.of());
    }

    private static NodeRecord record(NodeId node, String command, long sequence, long offset, List<NodeEvent> events) {
        Digest hash = Digest.of(command.getBytes(StandardCharsets.UTF_8));
        RecordContext context = new RecordContext(new CommandId(command), hash, "operator:test", "", command, "");
        return new NodeRecord(node, sequence, new LogPosition(0, offset), AT, context, events);
    }

    private static Call told(String key, long sequence, long offset) {
        String position = new LogPosition(0, offset).toString();
        return new Call("c", "hold", key, NODE.value(), "a", AT, AT, 200, "", Optional.of(sequence), position);
    }

    private static NodeAttributes attributes(String name, int bmc) {
        return new NodeAttributes(
                name,
                "redfish",
                Optional.of(new BmcAddress("redfish+https://10.0.0." + bmc + "/redfish/v1/Systems/1")),
                "",
                new TreeSet<>(),
                new TreeMap<>(),
                "",
                new TreeSet<>(),
                "",
                Protection.NONE,
                Protection.NONE);
    }
}

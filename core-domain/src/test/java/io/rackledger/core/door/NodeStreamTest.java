package io.rackledger.core.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.failure.FailureCode;
import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.PowerRequestId;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.NodeState;
import io.rackledger.core.node.NodeStories;
import io.rackledger.core.node.PowerOutcome;
import io.rackledger.core.node.PowerState;
import io.rackledger.core.node.ProvisionState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The fold rule: a record applies only if its sequence follows, otherwise it is void. */
final class NodeStreamTest {
    private final List<NodeRecord> records = records();

    @Test
    void appliesRecordsInSequence() {
        NodeStream stream = apply(NodeStream.EMPTY, records);
        assertThat(stream.sequence()).isEqualTo(records.size());
        assertThat(stream.position()).isEqualTo(records.getLast().position());
        assertThat(stream.state())
                .isEqualTo(NodeStories.in(ProvisionState.ACTIVE).state());
    }

    @Test
    void leavesTheStreamAsItIsForEveryOtherSequence() {
        NodeStream stream = apply(NodeStream.EMPTY, records.subList(0, 5));
        for (NodeRecord record : records) {
            if (record.sequence() != 6) {
                assertThat(stream.apply(record)).isSameAs(stream);
                assertThat(stream.follows(record)).isFalse();
            }
        }
        assertThat(stream.follows(records.get(5))).isTrue();
    }

    /** Whatever is doubled or lost a race, the same records in the order of the log lead every reader to the same state. */
    @Test
    void endsEqualWhateverVoidRecordsStandBetween() {
        NodeStream clean = apply(NodeStream.EMPTY, records);
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<NodeRecord> log = new ArrayList<>();
            for (int i = 0; i < records.size(); i++) {
                log.add(records.get(i));
                while (random.nextInt(3) == 0) {
                    log.add(records.get(random.nextInt(i + 1)));
                }
            }
            NodeStream noisy = apply(NodeStream.EMPTY, log);
            assertThat(noisy).as("seed %d", seed).isEqualTo(clean);
        }
    }

    @Test
    void isVoidForALostRaceAndLetsTheWinnerStand() {
        NodeStream before = apply(NodeStream.EMPTY, records.subList(0, 3));
        NodeRecord loser = record(4, "loser", List.of(observed(4, PowerState.OFF, 4)));
        NodeStream won = before.apply(records.get(3));
        assertThat(won.apply(loser)).isSameAs(won);
        assertThat(won.applied(new CommandId("loser"))).isEmpty();
    }

    @Test
    void remembersTheLastCommandsAndNoMore() {
        List<NodeRecord> many = new ArrayList<>(records.subList(0, 1));
        for (int n = 2; n <= 200; n++) {
            PowerState power = n % 2 == 0 ? PowerState.ON : PowerState.OFF;
            many.add(record(n, "c" + n, List.of(observed(n, power, n))));
        }
        NodeStream stream = apply(NodeStream.EMPTY, many);
        assertThat(stream.recent().size()).isEqualTo(RecentCommands.REMEMBERED);
        for (int n = 137; n <= 200; n++) {
            NodeRecord record = many.get(n - 1);
            assertThat(stream.applied(new CommandId("c" + n))).hasValueSatisfying(applied -> {
                assertThat(applied.sequence()).isEqualTo(record.sequence());
                assertThat(applied.position()).isEqualTo(record.position());
                assertThat(applied.asked(record.context().commandHash())).isTrue();
                assertThat(applied.asked(Digest.of(new byte[] {1}))).isFalse();
            });
        }
        assertThat(stream.applied(new CommandId("c136"))).isEmpty();
    }

    /** Who decides may have a clock that is behind or ahead; those who look at BMCs are compared with each other. */
    @Test
    void knowsThePowerAsOfWhenItWasSeenWhateverTheTimeOfTheEvent() {
        NodeStream enrolled = apply(NodeStream.EMPTY, records.subList(0, 1));
        NodeStream behind = enrolled.apply(record(2, "a", List.of(observed(10, PowerState.ON, 2_110))));
        assertThat(behind.traces().powerKnownAt()).isEqualTo(second(2_110));
        NodeStream older = behind.apply(record(3, "b", List.of(observed(3_000, PowerState.OFF, 2_100))));
        assertThat(older.traces().powerKnownAt()).isEqualTo(second(2_110));
        NodeStream ahead = older.apply(record(4, "c", List.of(confirmed(9_000, Optional.of(second(2_200))))));
        assertThat(ahead.traces().powerKnownAt()).isEqualTo(second(2_200));
    }

    @Test
    void knowsThePowerAsOfTheEventWhereAnOldRecordDoesNotTellWhenItWasSeen() {
        NodeStream enrolled = apply(NodeStream.EMPTY, records.subList(0, 1));
        NodeStream old = enrolled.apply(record(2, "a", List.of(confirmed(10, Optional.empty()))));
        assertThat(old.traces().powerKnownAt()).isEqualTo(second(10));
    }

    @Test
    void doesNotTakeTheEndOfAPowerActionThatFailedForALook() {
        NodeStream enrolled = apply(NodeStream.EMPTY, records.subList(0, 1));
        PowerOutcome failed = new PowerOutcome.Failed(FailureCode.BMC_UNREACHABLE, "no answer");
        NodeStream over = enrolled.apply(record(
                2,
                "a",
                List.of(new NodeEvent.PowerActionEnded(
                        second(10), new PowerRequestId(1), failed, Optional.of(second(9))))));
        assertThat(over.traces().powerKnownAt()).isEqualTo(Instant.MIN);
    }

    private static Instant second(int count) {
        return NodeStories.START.plusSeconds(count);
    }

    private static NodeEvent observed(int at, PowerState power, int seenAt) {
        return new NodeEvent.PowerStateObserved(second(at), power, Optional.of(second(seenAt)));
    }

    private static NodeEvent confirmed(int at, Optional<Instant> seenAt) {
        return new NodeEvent.PowerActionEnded(
                second(at), new PowerRequestId(1), new PowerOutcome.Confirmed(PowerState.ON), seenAt);
    }

    @Test
    void beginsWithNothing() {
        assertThat(NodeStream.EMPTY.state()).isEqualTo(new NodeState.Unknown());
        assertThat(NodeStream.EMPTY.sequence()).isZero();
        assertThat(NodeStream.EMPTY.apply(records.get(1))).isSameAs(NodeStream.EMPTY);
    }

    private static NodeStream apply(NodeStream stream, List<NodeRecord> log) {
        NodeStream next = stream;
        for (NodeRecord record : log) {
            next = next.apply(record);
        }
        return next;
    }

    /** One record per event: any cut of a story into records is one. */
    private static List<NodeRecord> records() {
        List<NodeRecord> records = new ArrayList<>();
        for (NodeEvent event : NodeStories.in(ProvisionState.ACTIVE).history()) {
            int n = records.size() + 1;
            records.add(record(n, "c" + n, Collections.singletonList(event)));
        }
        return records;
    }

    private static NodeRecord record(long sequence, String command, List<NodeEvent> events) {
        RecordContext context = new RecordContext(
                new CommandId(command),
                Digest.of(command.getBytes(StandardCharsets.UTF_8)),
                "operator:ada",
                "",
                command,
                "");
        return new NodeRecord(
                NodeStories.ID,
                sequence,
                new LogPosition(0, sequence * 3),
                events.getFirst().at(),
                context,
                events);
    }
}

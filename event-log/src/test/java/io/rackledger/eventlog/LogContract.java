package io.rackledger.eventlog;

import static io.rackledger.eventlog.LogFixture.await;
import static io.rackledger.eventlog.LogFixture.change;
import static io.rackledger.eventlog.LogFixture.newMac;
import static io.rackledger.eventlog.LogFixture.newNode;
import static io.rackledger.eventlog.LogFixture.signal;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.door.FeedReader;
import io.rackledger.core.door.LogRecord;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.door.SharedFeedReader;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.node.PowerState;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalSubject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every form of the log does with signals and readers: the whole contract with what it extends. */
public abstract class LogContract extends StoresContract {
    private static final Duration MOMENT = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Map<LogTopic, LogVector> ALL =
            Map.of(LogTopic.NODE_EVENTS, LogVector.START, LogTopic.SIGNALS, LogVector.START);

    @Nested
    class Signals {
        @Test
        void keepsTheSignalsOfASubjectInOrderAndInThePartitionOfItsNode() {
            NodeId node = enrolled("signalled");
            LogPosition first = await(log().signals().report(signal(node, "one")));
            LogPosition second = await(log().signals().report(signal(node, "two")));
            assertThat(second.partition()).isEqualTo(first.partition());
            assertThat(second.offset()).isGreaterThan(first.offset());
            assertThat(log().nodeStates().current(node).position().partition()).isEqualTo(first.partition());
        }

        @Test
        void keepsSignalsOfMachinesThatNobodyKnows() {
            MacAddress mac = newMac();
            Signal signal = new Signal(
                    SignalId.ofParts(List.of(mac.value())),
                    new SignalSubject.OfMac(mac),
                    LogFixture.AT,
                    "10.0.0.7:1",
                    Optional.of(LogFixture.AT),
                    new SignalBody.PowerRead(PowerState.ON));
            LogPosition position = await(log().signals().report(signal));
            try (FeedReader reader = log().feed().readAll(Map.of(LogTopic.SIGNALS, LogVector.START))) {
                assertThat(until(reader, position, LogTopic.SIGNALS))
                        .contains(new LogRecord.OfSignal(position, signal));
            }
        }
    }

    @Nested
    class Readers {
        @Test
        void readBothTopicsFromTheBeginningAndGoOnWhereTheyStood() {
            NodeId node = enrolled("read");
            LogPosition position = await(log().signals().report(signal(node, "read")));
            LogVector place;
            try (FeedReader reader = log().feed().readAll(ALL)) {
                List<LogRecord> records = until(reader, position, LogTopic.SIGNALS);
                LogPosition applied = log().nodeStates().current(node).position();
                records.addAll(until(reader, applied, LogTopic.NODE_EVENTS));
                assertThat(records)
                        .contains(new LogRecord.OfSignal(position, signal(node, "read")))
                        .contains(new LogRecord.OfNode(log().history().of(node).getFirst()));
                place = reader.next(LogTopic.SIGNALS);
            }
            LogPosition next = await(log().signals().report(signal(node, "next")));
            try (FeedReader reader = log().feed().readAll(Map.of(LogTopic.SIGNALS, place))) {
                List<LogRecord> records = until(reader, next, LogTopic.SIGNALS);
                assertThat(records).contains(new LogRecord.OfSignal(next, signal(node, "next")));
                assertThat(records.stream().map(LogRecord::position)).doesNotContain(position);
            }
        }

        @Test
        void showTheEndAfterTheNewestRecord() {
            NodeId node = newNode();
            LogPosition position = await(log().signals().report(signal(node, "end")));
            assertThat(log().feed().end(LogTopic.SIGNALS, PATIENCE).covers(position))
                    .isTrue();
        }

        @Test
        void compareWithFoldsThatTellHowFarTheyAreByTopic() {
            LogPosition applied =
                    log().nodeStates().current(enrolled("measured")).position();
            // The measure follows the fold: it is told when all of a batch is through.
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> log().folded()
                            .getOrDefault("node-events", LogVector.START)
                            .covers(applied));
            LogPosition observed = await(log().signals().report(signal(newNode(), "measured")));
            Map<String, LogVector> ends = await(log().ends(PATIENCE));
            assertThat(ends).containsKeys("node-events", "signals");
            assertThat(ends.get("node-events").covers(applied)).isTrue();
            assertThat(ends.get("signals").covers(observed)).isTrue();
        }

        @Test
        void returnAtOnceWhenTheyAreWoken() {
            LogVector end = log().feed().end(LogTopic.SIGNALS, PATIENCE);
            try (FeedReader reader = log().feed().readAll(Map.of(LogTopic.SIGNALS, end))) {
                reader.wakeup();
                assertThat(reader.poll(Duration.ofMinutes(5))).isEmpty();
            }
        }

        @Test
        void shareThePartitionsOfAGroupWithoutOverlapAndTakeOverFromOneThatLeaves() {
            NodeId node = enrolled("shared");
            await(log().nodeLog().append(change(node, 1)));
            LogPosition position = await(log().signals().report(signal(node, "shared")));
            int partition = position.partition();
            String group = "test-" + UUID.randomUUID();
            List<LogTopic> topics = List.of(LogTopic.NODE_EVENTS, LogTopic.SIGNALS);
            try (SharedFeedReader first = log().feed().readShared(group, topics)) {
                SharedFeedReader second = other().feed().readShared(group, topics);
                Set<Integer> all =
                        log().feed().end(LogTopic.SIGNALS, PATIENCE).next().keySet();
                Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
                    first.poll(MOMENT);
                    second.poll(MOMENT);
                    Set<Integer> both = new HashSet<>(first.owned());
                    both.addAll(second.owned());
                    assertThat(both).isEqualTo(all);
                    // In this order: AssertJ takes an empty right side for a mistake of the test, not for a state to
                    // wait out.
                    assertThat(second.owned()).isNotEmpty();
                    assertThat(first.owned()).isNotEmpty().doesNotContainAnyElementsOf(second.owned());
                });
                SharedFeedReader loser = second.owned().contains(partition) ? second : first;
                SharedFeedReader heir = loser == second ? first : second;
                long before = heir.generation();
                loser.close();
                List<LogRecord> records = new ArrayList<>();
                Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
                    records.addAll(heir.poll(MOMENT));
                    assertThat(heir.owned()).isEqualTo(all);
                    assertThat(records).contains(new LogRecord.OfSignal(position, signal(node, "shared")));
                    assertThat(sequencesOf(records, node)).containsExactly(1L, 2L);
                });
                assertThat(heir.generation()).isGreaterThan(before);
                heir.close();
            }
        }
    }

    private static List<Long> sequencesOf(List<LogRecord> records, NodeId node) {
        return records.stream()
                .filter(LogRecord.OfNode.class::isInstance)
                .map(LogRecord.OfNode.class::cast)
                .filter(of -> of.record().node().equals(node))
                .map(of -> of.record().sequence())
                .toList();
    }

    private static List<LogRecord> until(FeedReader reader, LogPosition position, LogTopic topic) {
        List<LogRecord> records = new ArrayList<>();
        Awaitility.await().atMost(PATIENCE).until(() -> {
            records.addAll(reader.poll(MOMENT));
            return reader.next(topic).covers(position);
        });
        return records;
    }
}

package io.rackledger.eventlog;

import static io.rackledger.eventlog.LogFixture.AT;
import static io.rackledger.eventlog.LogFixture.await;
import static io.rackledger.eventlog.LogFixture.change;
import static io.rackledger.eventlog.LogFixture.enroll;
import static io.rackledger.eventlog.LogFixture.newCommand;
import static io.rackledger.eventlog.LogFixture.newMac;
import static io.rackledger.eventlog.LogFixture.newNode;
import static io.rackledger.eventlog.LogFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackledger.core.door.AppendRequest;
import io.rackledger.core.door.AppendResult;
import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.door.NodeStates;
import io.rackledger.core.door.NodeStream;
import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.LogPosition;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.NodeState;
import io.rackledger.core.node.PowerState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every form of the log does. Two views on the same log stand for two instances of the engine. */
public abstract class EventLogContract {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A view on the log; the same every time. */
    protected abstract EventLog log();

    /** Another view on the same log. */
    protected abstract EventLog other();

    @Nested
    class NodeEvents {
        @Test
        void appendsAtTheExpectedSequenceAndAnswersWithTheFoldedStream() {
            NodeId node = newNode();
            MacAddress mac = newMac();
            AppendRequest request = enroll(node, "appended", mac);
            AppendResult.Appended first = appended(await(log().nodeLog().append(request)));
            assertThat(first.record().sequence()).isEqualTo(1);
            assertThat(first.record().events()).isEqualTo(request.events());
            assertThat(first.record().context()).isEqualTo(request.context());
            assertThat(first.record().at()).isEqualTo(AT);
            assertThat(first.stream().sequence()).isEqualTo(1);
            assertThat(first.stream().position()).isEqualTo(first.record().position());
            AppendResult.Appended second = appended(await(log().nodeLog().append(change(node, 1))));
            assertThat(second.stream().sequence()).isEqualTo(2);
            assertThat(second.record().position().partition())
                    .isEqualTo(first.record().position().partition());
        }

        @Test
        void losesAtAnotherSequenceAndShowsWhatIsThere() {
            NodeId node = enrolled("loser");
            AppendResult lost = await(log().nodeLog().append(change(node, 0)));
            assertThat(lost)
                    .isInstanceOfSatisfying(
                            AppendResult.Lost.class,
                            l -> assertThat(l.current().sequence()).isEqualTo(1));
        }

        @Test
        void letsExactlyOneOfManyWritersWinASequence() {
            NodeId node = enrolled("raced");
            List<CompletableFuture<AppendResult>> racing = IntStream.range(0, 20)
                    .mapToObj(i -> (i % 2 == 0 ? log() : other()).nodeLog().append(change(node, 1)))
                    .toList();
            List<AppendResult> results = racing.stream().map(LogFixture::await).toList();
            assertThat(results.stream().filter(AppendResult.Appended.class::isInstance))
                    .hasSize(1);
            assertThat(results.stream().filter(AppendResult.Lost.class::isInstance))
                    .hasSize(19);
            assertThat(log().nodeStates().current(node).sequence()).isEqualTo(2);
        }

        @Test
        void appliesSeveralEventsOfOneCommandTogether() {
            NodeId node = enrolled("several");
            MacAddress mac = newMac();
            AppendResult result = await(log().nodeLog()
                    .append(request(
                            node,
                            1,
                            newCommand(),
                            new NodeEvent.PowerStateObserved(AT, PowerState.ON, Optional.empty()),
                            new NodeEvent.PortAdded(AT, mac))));
            assertThat(appended(result).stream().sequence()).isEqualTo(2);
            assertThat(log().nodeStates().byMac(mac))
                    .hasValueSatisfying(found -> assertThat(found.power()).isEqualTo(PowerState.ON));
            assertThat(log().history().of(node).getLast().events()).hasSize(2);
        }

        @Test
        void remembersTheCommandsOfANodeByTheirIds() {
            NodeId node = enrolled("commands");
            CommandId command = newCommand();
            AppendResult.Appended done = appended(await(log().nodeLog().append(change(node, 1, command))));
            NodeStream stream = log().nodeStates().current(node);
            assertThat(stream.applied(command)).hasValueSatisfying(applied -> {
                assertThat(applied.sequence()).isEqualTo(2);
                assertThat(applied.position()).isEqualTo(done.record().position());
            });
            assertThat(stream.applied(newCommand())).isEmpty();
        }

        @Test
        void refusesEventsThatTheFoldCannotTakeBeforeTheyReachTheLog() {
            NodeId node = enrolled("twice");
            NodeEvent again = new NodeEvent.NodeEnrolled(AT, node, LogFixture.attributes("twice"));
            assertThatThrownBy(() -> await(log().nodeLog().append(request(node, 1, newCommand(), again))))
                    .hasRootCauseInstanceOf(RuntimeException.class);
            assertThat(log().history().of(node)).hasSize(1);
            assertThat(await(log().nodeLog().append(change(node, 1)))).isInstanceOf(AppendResult.Appended.class);
        }

        @Test
        void tellsTheHistoryOfANodeInOrderWithoutTheOthers() {
            NodeId node = enrolled("history");
            for (int sequence = 1; sequence < 6; sequence++) {
                await(log().nodeLog().append(change(node, sequence)));
                enrolled("beside-" + sequence);
                await(log().nodeLog().append(change(node, sequence)));
            }
            List<NodeRecord> history = log().history().of(node);
            assertThat(history.stream().map(NodeRecord::sequence)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
            NodeStream folded = NodeStream.EMPTY;
            for (NodeRecord record : history) {
                folded = folded.apply(record);
            }
            assertThat(folded).isEqualTo(log().nodeStates().current(node));
            assertThat(log().history().of(newNode())).isEmpty();
        }
    }

    @Nested
    class States {
        @Test
        void knowsNothingOfAnUnknownNode() {
            NodeStates states = log().nodeStates();
            assertThat(states.current(newNode())).isEqualTo(NodeStream.EMPTY);
            assertThat(states.byMac(newMac())).isEmpty();
            assertThat(states.byName("nobody-has-this-name")).isEmpty();
        }

        @Test
        void findsNodesByNameAndMacAsTheyChange() {
            NodeId node = newNode();
            MacAddress old = newMac();
            MacAddress fresh = newMac();
            await(log().nodeLog().append(enroll(node, "finder", old)));
            await(log().nodeLog()
                    .append(request(
                            node,
                            1,
                            newCommand(),
                            new NodeEvent.AttributesChanged(AT, LogFixture.attributes("renamed", old)),
                            new NodeEvent.PortRemoved(AT, old),
                            new NodeEvent.PortAdded(AT, fresh))));
            NodeStates states = log().nodeStates();
            assertThat(states.byName("finder")).isEmpty();
            assertThat(states.byName("renamed"))
                    .hasValueSatisfying(n -> assertThat(n.id()).isEqualTo(node));
            assertThat(states.byMac(old)).isEmpty();
            assertThat(states.byMac(fresh))
                    .hasValueSatisfying(n -> assertThat(n.id()).isEqualTo(node));
            assertThat(states.living().map(n -> n.id())).contains(node).isSorted();
        }

        @Test
        void forgetsADeletedNodeButNotItsStream() {
            NodeId node = newNode();
            MacAddress mac = newMac();
            await(log().nodeLog().append(enroll(node, "deleted", mac)));
            await(log().nodeLog().append(request(node, 1, newCommand(), new NodeEvent.NodeDeleted(AT))));
            NodeStates states = log().nodeStates();
            assertThat(states.byMac(mac)).isEmpty();
            assertThat(states.byName("deleted")).isEmpty();
            assertThat(states.living().map(n -> n.id())).doesNotContain(node);
            assertThat(states.current(node).state()).isInstanceOf(NodeState.Deleted.class);
        }

        @Test
        void reachesAPlaceThatAnotherInstanceWrote() {
            NodeId node = newNode();
            AppendResult.Appended done = appended(await(other().nodeLog().append(enroll(node, "elsewhere"))));
            LogPosition position = done.record().position();
            assertThat(await(log().nodeStates().reached(position, PATIENCE)).covers(position))
                    .isTrue();
            assertThat(log().nodeStates().current(node)).isEqualTo(done.stream());
        }

        @Test
        void catchesUpWithAllThatWasThere() {
            NodeId node = newNode();
            await(other().nodeLog().append(enroll(node, "caught")));
            await(log().nodeStates().caughtUp(PATIENCE));
            assertThat(log().nodeStates().current(node).sequence()).isEqualTo(1);
        }

        @Test
        void tellsThatAPlaceWasNotReachedInTime() {
            CompletableFuture<?> never =
                    log().nodeStates().reached(new LogPosition(0, 1_000_000_000), Duration.ofMillis(50));
            assertThatThrownBy(() -> await(never)).hasRootCauseInstanceOf(TimeoutException.class);
        }
    }

    /** Enrolls a new node and returns its id. */
    protected final NodeId enrolled(String name) {
        NodeId node = newNode();
        appended(await(log().nodeLog().append(enroll(node, name))));
        return node;
    }

    static AppendResult.Appended appended(AppendResult result) {
        assertThat(result).isInstanceOf(AppendResult.Appended.class);
        return (AppendResult.Appended) result;
    }
}

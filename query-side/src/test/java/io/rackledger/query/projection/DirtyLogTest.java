package io.rackledger.query.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.core.door.FeedReader;
import io.rackledger.core.door.LogRecord;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.door.NodeRecord;
import io.rackledger.core.door.RecordContext;
import io.rackledger.core.identity.CommandId;
import io.rackledger.core.identity.Digest;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.identity.SignalId;
import io.rackledger.core.node.NodeAttributes;
import io.rackledger.core.node.NodeEvent;
import io.rackledger.core.node.PowerState;
import io.rackledger.core.node.Protection;
import io.rackledger.core.signal.Signal;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.core.signal.SignalSubject;
import io.rackledger.query.CountingFeed;
import io.rackledger.query.Projecting;
import io.rackledger.query.Rack;
import io.rackledger.query.TestDatabase;
import io.rackledger.query.store.ProjectionDatabase;
import io.rackledger.query.store.ProjectionSchema;
import io.rackledger.query.store.SchemaName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Records that lost their race, cannot be read, cannot be applied or cannot be stored. */
final class DirtyLogTest {
    private static final NodeId SICK = Rack.id(1);
    private static final NodeId WELL = Rack.id(2);

    /** How far a node's rows may be behind because of another one. */
    private static final Duration RULE = Duration.ofSeconds(2);

    private final TestDatabase database = TestDatabase.fresh();
    private final ManualFeed feed = new ManualFeed();

    @AfterEach
    void close() {
        database.close();
    }

    private void append(NodeId node, long sequence, NodeEvent... events) {
        feed.append(
                LogTopic.NODE_EVENTS,
                position -> new LogRecord.OfNode(new NodeRecord(
                        node,
                        sequence,
                        position,
                        Rack.START.plusSeconds(position.offset()),
                        new RecordContext(new CommandId("c"), Digest.of(new byte[0]), "operator:ada", "", "", ""),
                        List.of(events))));
    }

    private static NodeEvent enrolled(NodeId node, String name) {
        NodeAttributes attributes = new NodeAttributes(
                name,
                "redfish",
                Optional.empty(),
                "",
                new TreeSet<>(),
                new TreeMap<>(),
                "",
                new TreeSet<>(),
                "",
                Protection.NONE,
                Protection.NONE);
        return new NodeEvent.NodeEnrolled(Rack.START, node, attributes);
    }

    private static NodeEvent power(PowerState state) {
        return new NodeEvent.PowerStateObserved(Rack.START, state, Optional.empty());
    }

    private void signal(String id, Instant seenAt, SignalBody body) {
        Signal signal = new Signal(
                SignalId.ofParts(List.of(id)),
                new SignalSubject.OfNode(WELL, Optional.empty(), Optional.empty()),
                seenAt,
                "10.0.0.9",
                Optional.empty(),
                body);
        feed.append(LogTopic.SIGNALS, position -> new LogRecord.OfSignal(position, signal));
    }

    private void project() {
        try (Projecting _ = new Projecting(feed, database.dataSource()).caughtUp()) {
            assertThat(feed.end(LogTopic.NODE_EVENTS, Duration.ZERO)).isNotNull();
        }
    }

    private List<String> column(String sql) {
        return database.client().sql(sql).query(String.class).list();
    }

    @Test
    void leavesOutRecordsThatLostTheirRace() {
        append(SICK, 1, enrolled(SICK, "n1"));
        append(SICK, 2, power(PowerState.ON));
        append(SICK, 2, power(PowerState.OFF));
        append(SICK, 1, enrolled(SICK, "other"));
        append(SICK, 3, new NodeEvent.NodeDeleted(Rack.START));
        project();
        assertThat(column("select name || power || sequence || deleted from nodes"))
                .containsExactly("n1on3true");
        assertThat(column("select reason from dead_letters")).isEmpty();
    }

    @Test
    void keepsARecordThatCannotBeAppliedAsADeadLetterAndGoesOnWithOtherNodes() {
        append(SICK, 1, power(PowerState.ON));
        append(SICK, 2, power(PowerState.OFF));
        append(WELL, 1, enrolled(WELL, "n2"));
        project();
        assertThat(column("select name from nodes")).containsExactly("n2");
        assertThat(column("select reason from dead_letters order by log_offset"))
                .hasSize(2)
                .first()
                .asString()
                .contains("cannot be applied");
    }

    @Test
    void tellsTheGapThatAnUnreadableRecordLeaves() {
        append(SICK, 1, enrolled(SICK, "n1"));
        feed.append(
                LogTopic.NODE_EVENTS,
                position -> new LogRecord.Unreadable(LogTopic.NODE_EVENTS, position, SICK.value(), "no such type"));
        append(SICK, 3, power(PowerState.ON));
        append(WELL, 1, enrolled(WELL, "n2"));
        project();
        append(SICK, 4, power(PowerState.ON));
        project();
        assertThat(column("select name || sequence from nodes order by name")).containsExactly("n11", "n21");
        assertThat(column("select reason from dead_letters order by log_offset"))
                .containsExactly(
                        "no such type",
                        "sequence 3 after 1: a record is missing",
                        "waits behind record 0:2 of its node");
    }

    @Test
    void countsASignalThatWasToldTwiceOnce() {
        signal("a", Rack.START, new SignalBody.HeartbeatReceived());
        signal("a", Rack.START.plusSeconds(5), new SignalBody.HeartbeatReceived());
        project();
        signal("a", Rack.START.plusSeconds(9), new SignalBody.HeartbeatReceived());
        project();
        assertThat(column("select seen_at::text from signals")).containsExactly("2026-03-01 10:00:00+00");
    }

    @Test
    void makesADeadLetterOfWhatPostgresqlRefusesAndStoresTheRest() {
        append(WELL, 1, enrolled(WELL, "n2"));
        signal("bad", Instant.MAX, new SignalBody.HeartbeatReceived());
        signal("good", Rack.START, new SignalBody.StepLogged(1, 0, "a\0b \ud800 'x'; drop table nodes"));
        project();
        assertThat(column("select type from signals")).containsExactly("StepLogged");
        assertThat(column("select reason from dead_letters"))
                .hasSize(1)
                .first()
                .asString()
                .contains("PostgreSQL refused");
        assertThat(column("select name from nodes")).containsExactly("n2");
    }

    /** The sick node gets a record with each of the well one: the first is refused, the others wait behind it. */
    @Test
    void keepsOtherNodesCloseBehindTheLogBesideARecordThatIsRefused() {
        CountingFeed counted = new CountingFeed(feed);
        append(SICK, 1, enrolled(SICK, "n1"));
        append(WELL, 1, enrolled(WELL, "n2"));
        try (Projecting projecting = new Projecting(counted, database.dataSource()).caughtUp()) {
            database.client()
                    .sql("alter table node_records add constraint sick check (node_id <> '" + SICK
                            + "' or sequence < 2)")
                    .update();
            for (int sequence = 2; sequence <= 12; sequence++) {
                append(SICK, sequence, power(PowerState.ON));
                append(WELL, sequence, power(sequence % 2 == 0 ? PowerState.ON : PowerState.OFF));
                List<String> reached = List.of(String.valueOf(sequence));
                await().atMost(RULE)
                        .until(() -> column("select sequence from nodes where node_id = '" + WELL + "'")
                                .equals(reached));
                assertThat(projecting.progress().standing().state()).isEqualTo(FollowerState.LIVE);
            }
        }
        assertThat(counted.beginnings()).as("it never had to begin again").hasSize(1);
        assertThat(column("select kind from dead_letters order by log_offset"))
                .hasSize(11)
                .startsWith("refused", "behind");
    }

    /** Nothing comes after it that would tell how far the rows are. */
    @Test
    void tellsHowFarTheRowsAreWhereTheLastRecordOfAllIsRefused() {
        append(SICK, 1, enrolled(SICK, "n1"));
        try (Projecting projecting = new Projecting(feed, database.dataSource()).caughtUp()) {
            database.client()
                    .sql("alter table node_records add constraint sick check (sequence < 2)")
                    .update();
            append(SICK, 2, power(PowerState.ON));
            projecting.caughtUp();
        }
        assertThat(column("select kind from dead_letters")).containsExactly("refused");
    }

    /** Two looks make one transaction; the second one holds a signal that PostgreSQL refuses when all is written. */
    @Test
    void writesAllLooksOfATransactionButTheRefusedRecord() throws SQLException {
        append(SICK, 1, enrolled(SICK, "n1"));
        append(WELL, 1, enrolled(WELL, "n2"));
        append(WELL, 2, power(PowerState.ON));
        Map<LogTopic, LogVector> start =
                Map.of(LogTopic.NODE_EVENTS, LogVector.START, LogTopic.SIGNALS, LogVector.START);
        List<LogRecord> first = look(start);
        append(WELL, 3, power(PowerState.OFF));
        signal("bad", Instant.MAX, new SignalBody.HeartbeatReceived());
        append(SICK, 2, power(PowerState.ON));
        ProjectionDatabase made = new ProjectionDatabase(database.dataSource());
        made.make();
        new ProjectionSchema(made, SchemaName.LIVE, StateJson.FORM).prepare();
        try (Connection connection = made.open(SchemaName.LIVE)) {
            BatchWriter writer = new BatchWriter(connection, start, 10);
            writer.take(first);
            writer.take(look(Map.of(
                    LogTopic.NODE_EVENTS, LogVector.START.with(0, first.size()), LogTopic.SIGNALS, LogVector.START)));
            assertThat(column("select name from nodes")).isEmpty();
            writer.commit();
            assertThat(writer.taken()).isZero();
        }
        assertThat(column("select name || sequence from nodes order by name")).containsExactly("n12", "n23");
        assertThat(column("select name || n.sequence from nodes n join node_states using (node_id, sequence)"))
                .hasSize(2);
        assertThat(column("select kind from dead_letters")).containsExactly("refused");
        project();
        assertThat(column("select kind from dead_letters")).containsExactly("refused");
    }

    private List<LogRecord> look(Map<LogTopic, LogVector> from) {
        try (FeedReader reader = feed.readAll(from)) {
            return reader.poll(RULE);
        }
    }
}

package io.rackledger.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.node.ProvisionVerb;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.eventlog.memory.InMemoryLog;
import io.rackledger.query.CountingFeed;
import io.rackledger.query.Projecting;
import io.rackledger.query.Rack;
import io.rackledger.query.TestDatabase;
import io.rackledger.query.upkeep.ProjectionHash;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A restart goes on at the stored places with the stored states. */
final class RestartTest {
    private final TestDatabase database = TestDatabase.fresh();
    private final TestDatabase reference = TestDatabase.fresh();
    private final InMemoryLog log = new InMemoryLog();
    private final Rack rack = new Rack(log.nodeLog(), log.nodeStates(), log.signals());

    @AfterEach
    void close() {
        database.close();
        reference.close();
    }

    @Test
    void readsOnlyWhatIsNewAndEqualsARebuildFromZero() {
        for (int number = 1; number <= 40; number++) {
            rack.inspectFailed(number, "web-" + number);
        }
        try (Projecting _ = new Projecting(log.feed(), database.dataSource()).caughtUp()) {
            assertThat(count("node_states")).isEqualTo(40);
        }
        Map<LogTopic, LogVector> stood = Map.of(
                LogTopic.NODE_EVENTS, log.feed().end(LogTopic.NODE_EVENTS, Duration.ZERO),
                LogTopic.SIGNALS, log.feed().end(LogTopic.SIGNALS, Duration.ZERO));
        for (int number = 1; number <= 40; number++) {
            rack.act(Rack.id(number), ProvisionVerb.INSPECT);
            rack.report(Rack.id(number), new SignalBody.HeartbeatReceived());
        }
        CountingFeed feed = new CountingFeed(log.feed());
        try (Projecting _ = new Projecting(feed, database.dataSource()).caughtUp()) {
            assertThat(feed.beginnings()).containsExactly(stood);
            assertThat(feed.read()).isEqualTo(80);
        }
        try (Projecting _ = new Projecting(log.feed(), reference.dataSource()).caughtUp()) {
            assertThat(ProjectionHash.of(database.dataSource())).isEqualTo(ProjectionHash.of(reference.dataSource()));
            assertThat(database.dump()).isEqualTo(reference.dump());
        }
    }

    private long count(String table) {
        return database.client()
                .sql("select count(*) from " + table)
                .query(Long.class)
                .single();
    }
}

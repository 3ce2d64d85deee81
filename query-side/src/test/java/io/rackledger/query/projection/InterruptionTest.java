package io.rackledger.query.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.core.node.ProvisionVerb;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.eventlog.memory.InMemoryLog;
import io.rackledger.query.Projecting;
import io.rackledger.query.Rack;
import io.rackledger.query.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever is torn down in the middle, the rows come out the same. */
final class InterruptionTest {
    private static final String KILL =
            "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";

    private final TestDatabase database = TestDatabase.fresh();
    private final TestDatabase reference = TestDatabase.fresh();
    private final InMemoryLog log = new InMemoryLog();
    private final Rack rack = new Rack(log.nodeLog(), log.nodeStates(), log.signals());

    @BeforeEach
    void makeHistory() {
        for (int number = 1; number <= 60; number++) {
            rack.inspectFailed(number, "web-" + number);
            rack.act(Rack.id(number), ProvisionVerb.INSPECT);
            rack.report(Rack.id(number), new SignalBody.HeartbeatReceived());
        }
    }

    @AfterEach
    void close() {
        database.close();
        reference.close();
    }

    private Map<String, List<String>> expected() {
        try (Projecting _ = new Projecting(log.feed(), reference.dataSource()).caughtUp()) {
            return reference.dump();
        }
    }

    @Test
    void isExactAfterItsConnectionsWereKilledInTheMiddleOfBatches() {
        try (Projecting projecting = new Projecting(log.feed(), database.dataSource(), 7)) {
            for (int kills = 0; kills < 8; kills++) {
                long rows = kills * 60L;
                await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> count("node_events") >= rows);
                killConnections();
            }
            projecting.caughtUp();
        }
        assertThat(database.dump()).isEqualTo(expected());
    }

    @Test
    void isExactAfterItWasStoppedAndStartedInTheMiddle() {
        for (int round = 1; round <= 5; round++) {
            long rows = round * 100L;
            try (Projecting _ = new Projecting(log.feed(), database.dataSource(), 3)) {
                await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> count("node_events") >= rows);
            }
        }
        try (Projecting _ = new Projecting(log.feed(), database.dataSource()).caughtUp()) {
            assertThat(database.dump()).isEqualTo(expected());
        }
    }

    @Test
    void comesBackWhenTheSchemaIsDroppedWhileItRuns() {
        Map<String, List<String>> expected = expected();
        try (Projecting projecting = new Projecting(log.feed(), database.dataSource(), 50).caughtUp()) {
            database.drop();
            rack.inspectWait(70, "late-1");
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> count("nodes") == expected.get("nodes").size() + 1);
            projecting.caughtUp();
        }
        assertThat(database.dump()).isEqualTo(expected());
    }

    @Test
    void beginsAnewWhereTheRowsAreAheadOfTheLog() {
        try (Projecting _ = new Projecting(log.feed(), database.dataSource()).caughtUp()) {
            assertThat(count("nodes")).isEqualTo(60);
        }
        InMemoryLog other = new InMemoryLog();
        new Rack(other.nodeLog(), other.nodeStates(), other.signals()).enroll(5, "alone");
        try (Projecting _ = new Projecting(other.feed(), database.dataSource())) {
            await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> count("nodes") == 1);
        }
    }

    @Test
    void letsOneFollowerWorkAndAnotherTakeOver() {
        try (Projecting second = takeOver()) {
            second.caughtUp();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> second.progress().standing().state() == FollowerState.LIVE);
        }
        assertThat(database.dump()).isEqualTo(expected());
    }

    private Projecting takeOver() {
        try (Projecting first = new Projecting(log.feed(), database.dataSource()).caughtUp()) {
            Projecting second = new Projecting(log.feed(), database.dataSource());
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> second.progress().standing().state() == FollowerState.STANDBY);
            rack.inspectWait(61, "web-61");
            first.caughtUp();
            return second;
        }
    }

    private long count(String table) {
        return database.client()
                .sql("select count(*) from " + table)
                .query(Long.class)
                .single();
    }

    private void killConnections() {
        database.client().sql(KILL).query(Long.class).single();
    }
}

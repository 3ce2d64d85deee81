package io.rackledger.query.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.node.ProvisionVerb;
import io.rackledger.eventlog.memory.InMemoryLog;
import io.rackledger.query.CountingFeed;
import io.rackledger.query.Projecting;
import io.rackledger.query.Rack;
import io.rackledger.query.TestDatabase;
import io.rackledger.query.control.Task;
import io.rackledger.query.control.TaskDesk;
import io.rackledger.query.upkeep.ProjectionHash;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows are made anew beside the live ones, which answer until the new ones take their place. */
final class RebuildTest {
    private static final int NODES = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestDatabase database = TestDatabase.fresh();
    private final TestDatabase reference = TestDatabase.fresh();
    private final InMemoryLog log = new InMemoryLog();
    private final Rack rack = new Rack(log.nodeLog(), log.nodeStates(), log.signals());

    @BeforeEach
    void makeHistory() {
        for (int number = 1; number <= NODES; number++) {
            rack.inspectFailed(number, "web-" + number);
        }
    }

    @AfterEach
    void close() {
        database.close();
        reference.close();
    }

    /** Looks again and again until told to stop; fails on any error and wherever it sees less than before. */
    private long look(AtomicBoolean over) {
        long seen = 0;
        long looks = 0;
        while (!over.get()) {
            long now = number("select count(*) + (select sum(sequence)::bigint from nodes) from node_events");
            assertThat(now).isGreaterThanOrEqualTo(seen);
            seen = now;
            looks++;
        }
        return looks;
    }

    @Test
    void answersWithoutAGapWhileItIsFilledAndSwitched()
            throws ExecutionException, InterruptedException, TimeoutException {
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Projecting projecting = new Projecting(log.feed(), database.dataSource(), 20).caughtUp()) {
            database.client().sql("update nodes set owner = 'damaged'").update();
            Future<Long> looks = threads.submit(() -> look(over));
            projecting.ask(desk(), Task.Kind.REBUILD, "a test");
            for (int number = 1; number <= NODES; number++) {
                rack.act(Rack.id(number), ProvisionVerb.INSPECT);
            }
            awaitState("done");
            projecting.caughtUp();
            over.set(true);
            assertThat(looks.get(30, TimeUnit.SECONDS)).isPositive();
            assertThat(number("select count(*) from nodes where owner = 'damaged'"))
                    .isZero();
            await().atMost(PATIENCE)
                    .until(() -> number("select count(*) from pg_namespace where nspname like 'rackledger_%'") == 1);
            assertEqualToARebuildFromZero();
        }
        assertThat(number("select switch_ms from rackledger_control.rebuild")).isNotNegative();
        assertThat(number("select total - done from rackledger_control.rebuild"))
                .isZero();
    }

    @Test
    void goesOnWhereItWasWhenTheProgramIsStartedAgain() {
        Map<LogTopic, LogVector> stood = stopHalfWay();
        CountingFeed feed = new CountingFeed(log.feed());
        try (Projecting projecting = new Projecting(feed, database.dataSource(), 20)) {
            awaitState("done");
            projecting.caughtUp();
            assertThat(feed.beginnings()).contains(stood);
            assertEqualToARebuildFromZero();
        }
    }

    @Test
    void goesOnOverTheNewRowsWithTheReaderThatFilledThem() {
        CountingFeed feed = new CountingFeed(log.feed());
        try (Projecting projecting = new Projecting(feed, database.dataSource(), 20).caughtUp()) {
            projecting.ask(desk(), Task.Kind.REBUILD, "a test");
            awaitState("done");
            rack.act(Rack.id(1), ProvisionVerb.INSPECT);
            projecting.caughtUp();
            assertThat(feed.beginnings())
                    .as("the first one, and that of the rebuild")
                    .hasSize(2);
            assertEqualToARebuildFromZero();
        }
    }

    /** The rows beside stand where a program left them that was stopped in the middle. */
    private Map<LogTopic, LogVector> stopHalfWay() {
        try (Projecting _ = new Projecting(log.feed(), database.dataSource(), 20).caughtUp()) {
            assertThat(number("select count(*) from nodes")).isEqualTo(NODES);
        }
        Map<LogTopic, LogVector> half = Map.of(
                LogTopic.NODE_EVENTS, LogVector.parse("0:41,3:13,6:96"), LogTopic.SIGNALS, LogVector.parse("1:5"));
        HalfWay.fill(log.feed(), database, half);
        return half;
    }

    @Test
    void replacesRowsOfAnotherVersionAndGoesOnWithThemMeanwhile() {
        replacesOutdated("update projection_version set version = 1");
    }

    @Test
    void answersFromRowsWhoseStatesItCannotReadUntilTheyAreReplaced() {
        replacesOutdated("update projection_version set form = 0");
    }

    private void replacesOutdated(String older) {
        try (Projecting _ = new Projecting(log.feed(), database.dataSource()).caughtUp()) {
            database.client().sql(older).update();
            database.client().sql("update nodes set owner = 'damaged'").update();
        }
        rack.act(Rack.id(1), ProvisionVerb.INSPECT);
        try (Projecting projecting = new Projecting(log.feed(), database.dataSource(), 20)) {
            assertThat(number("select count(*) from nodes")).isEqualTo(NODES);
            awaitState("done");
            projecting.caughtUp();
            assertThat(number("select count(*) from nodes where owner = 'damaged'"))
                    .isZero();
            assertEqualToARebuildFromZero();
        }
    }

    @Test
    void makesASchemaAnewWhoseMigrationsItDoesNotKnow() {
        try (Projecting _ = new Projecting(log.feed(), database.dataSource()).caughtUp()) {
            database.client()
                    .sql("update flyway_schema_history set checksum = 1 where version = '1'")
                    .update();
        }
        try (Projecting _ = new Projecting(log.feed(), database.dataSource()).caughtUp()) {
            assertEqualToARebuildFromZero();
        }
    }

    @Test
    void canBeGivenUp() {
        try (Projecting projecting = new Projecting(new SlowFeed(log.feed()), database.dataSource(), 1).caughtUp()) {
            projecting.ask(desk(), Task.Kind.REBUILD, "a test");
            assertThat(projecting.ask(desk(), Task.Kind.CANCEL, "").reason()).isEmpty();
            awaitState("cancelled");
            assertThat(number("select count(*) from pg_namespace where nspname = 'rackledger_next'"))
                    .isZero();
            assertThat(projecting.ask(desk(), Task.Kind.CANCEL, "").reason()).contains("no rebuild");
        }
    }

    private TaskDesk desk() {
        return new TaskDesk(database.client());
    }

    private void awaitState(String state) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> database.client()
                        .sql("select state from rackledger_control.rebuild")
                        .query(String.class)
                        .single()
                        .equals(state));
    }

    private void assertEqualToARebuildFromZero() {
        try (Projecting _ = new Projecting(log.feed(), reference.dataSource()).caughtUp()) {
            assertThat(ProjectionHash.of(database.dataSource())).isEqualTo(ProjectionHash.of(reference.dataSource()));
        }
    }

    private long number(String sql) {
        return database.client().sql(sql).query(Long.class).single();
    }
}

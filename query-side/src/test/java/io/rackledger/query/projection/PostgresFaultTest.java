package io.rackledger.query.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.core.signal.SignalBody;
import io.rackledger.eventlog.memory.InMemoryLog;
import io.rackledger.query.Projecting;
import io.rackledger.query.Rack;
import io.rackledger.query.TestDatabase;
import io.rackledger.query.store.EmbeddedPostgres;
import io.rackledger.query.store.PostgresSettings;
import io.rackledger.query.upkeep.ProjectionHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL killed, stopped, or its database or schema dropped while records come: the projections come back by themselves, equal. */
final class PostgresFaultTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final InMemoryLog log = new InMemoryLog();
    private final Rack rack = new Rack(log.nodeLog(), log.nodeStates(), log.signals());
    private final ProjectionProgress progress = new ProjectionProgress();
    private final AtomicInteger nodes = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);

    @TempDir
    private Path directory;

    /** What is done to the server. */
    private enum Fault {
        KILLED,
        STOPPED_AT_ONCE,
        DATABASE_DROPPED,
        SCHEMA_DROPPED
    }

    @Test
    void comesBackByItselfEqualToARebuildFromZero() throws IOException, InterruptedException {
        run(1);
    }

    @Tag("full")
    @Test
    void comesBackEachOfTwentyTimes() throws IOException, InterruptedException {
        run(20);
    }

    private void run(int rounds) throws IOException, InterruptedException {
        PostgresSettings settings =
                PostgresSettings.in(directory.resolve("postgres")).onPort(0);
        try (EmbeddedPostgres server = EmbeddedPostgres.start(settings);
                HikariDataSource pool = server.address().pool();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                ProjectionFollower follower = new ProjectionFollower(
                        log.feed(),
                        pool,
                        progress,
                        ProjectionSettings.standard(),
                        Clock.systemUTC(),
                        RandomGenerator.getDefault())) {
            threads.execute(this::load);
            follower.start();
            awaitEnd();
            for (int round = 0; round < rounds; round++) {
                for (Fault fault : Fault.values()) {
                    strike(fault, server, round);
                }
            }
            over.countDown();
            threads.shutdown();
            assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
            awaitEnd();
            assertEqualToARebuildFromZero(pool);
        }
    }

    /** Nobody who writes to the log waits for PostgreSQL; the pause bounds what is to be projected after a fault. */
    private void load() {
        try {
            do {
                int number = nodes.incrementAndGet();
                rack.inspectFailed(number, "web-" + number);
                rack.report(Rack.id(number), new SignalBody.HeartbeatReceived());
            } while (!over.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void strike(Fault fault, EmbeddedPostgres server, int round) throws IOException {
        int before = nodes.get();
        switch (fault) {
            case KILLED -> postmaster().destroyForcibly();
            case STOPPED_AT_ONCE -> signal("-QUIT", postmaster());
            case DATABASE_DROPPED -> maintenance(server, "drop database rackledger with (force)");
            case SCHEMA_DROPPED -> sql(server.address().url(), "drop schema rackledger cascade");
        }
        Instant struck = Instant.now();
        await().atMost(PATIENCE).until(() -> nodes.get() > before + 3);
        awaitEnd();
        System.out.printf(
                "round %d: PostgreSQL %s, projections were up to the log again after %d ms%n",
                round, fault, Duration.between(struck, Instant.now()).toMillis());
    }

    /** Waits until all that is in the log now is in the rows. */
    private void awaitEnd() {
        Map<LogTopic, LogVector> end = new EnumMap<>(LogTopic.class);
        for (LogTopic topic : LogTopic.values()) {
            end.put(topic, log.feed().end(topic, PATIENCE));
        }
        try {
            assertThat(progress.awaitAll(end, PATIENCE)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void assertEqualToARebuildFromZero(HikariDataSource pool) {
        try (TestDatabase reference = TestDatabase.fresh();
                Projecting _ = new Projecting(log.feed(), reference.dataSource(), 2_000).caughtUp()) {
            assertThat(ProjectionHash.of(pool)).isEqualTo(ProjectionHash.of(reference.dataSource()));
        }
    }

    private ProcessHandle postmaster() throws IOException {
        String pid = Files.readAllLines(directory.resolve("postgres/postmaster.pid"))
                .getFirst()
                .trim();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    private static void signal(String signal, ProcessHandle process) throws IOException {
        new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                .inheritIO()
                .start();
    }

    private static void maintenance(EmbeddedPostgres server, String sql) {
        sql(server.address().url().replaceFirst("[^/]*$", "postgres"), sql);
    }

    /** The server may just have come back: it is asked until it does it. */
    private static void sql(String url, String sql) {
        await().atMost(PATIENCE).ignoreExceptionsInstanceOf(SQLException.class).until(() -> {
            try (Connection connection = DriverManager.getConnection(url, "postgres", "");
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
                return true;
            }
        });
    }
}

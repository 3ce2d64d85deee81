package io.rackledger.e2e.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.rackledger.core.door.Feed;
import io.rackledger.core.door.FeedReader;
import io.rackledger.core.door.LogTopic;
import io.rackledger.core.door.LogVector;
import io.rackledger.query.control.Task;
import io.rackledger.query.control.TaskDesk;
import io.rackledger.query.projection.ProjectionFollower;
import io.rackledger.query.projection.ProjectionProgress;
import io.rackledger.query.projection.ProjectionSettings;
import io.rackledger.query.store.EmbeddedPostgres;
import io.rackledger.query.store.PostgresAddress;
import io.rackledger.query.store.PostgresSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Events per second from Kafka into all tables of the projections, and how long reads stand still when a rebuild is switched to. */
@Tag("bench")
final class ProjectionRateBenchTest {
    private static final int NODES = 15_000;
    private static final int ROUNDS = 3;
    private static final int MILLIS_PER_TICK = 10;
    private static final double AIM = 60_000;
    private static final double SWITCH_MILLIS = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void measuresProjections(@TempDir Path folder) throws Exception {
        try (Figures figures = Figures.of(ProjectionRateBenchTest.class);
                BenchLog log = BenchLog.start(folder, false);
                EmbeddedPostgres server = EmbeddedPostgres.start(
                        PostgresSettings.in(folder.resolve("postgres")).onPort(0))) {
            new FleetHistory(log.log().nodeLog()).append(NODES);
            Feed feed = log.log().feed();
            List<Double> rates = new ArrayList<>();
            List<Double> copies = new ArrayList<>();
            List<Double> reads = new ArrayList<>();
            CpuUse cpu = new CpuUse("engine").and("broker", log::cpu).and("PostgreSQL", () -> postgres(folder));
            String cost = "";
            for (int round = 0; round <= ROUNDS; round++) {
                try (Projected projected = Projected.into(server.address(), "round" + round, feed, cpu)) {
                    cost = cpu.text(projected.events(), "event") + " The processors allow "
                            + Math.round(cpu.bound(projected.events()))
                            + " events/s at this cost, all of it side by side.";
                    double rate = projected.events() / projected.seconds();
                    double copy = projected.events() / RawCopy.seconds(projected.pool());
                    double read = projected.events() / readAlone(feed);
                    if (round > 0) {
                        rates.add(rate);
                        copies.add(copy);
                        reads.add(read);
                    }
                    if (round == ROUNDS) {
                        figures.add(switchRow(projected));
                    }
                }
            }
            figures.add(row(rates)
                    .beside(
                            "COPY of the same rows into the same tables, nothing else",
                            Spread.of(copies).median())
                    .because(cost + " Reading and decoding the records alone: "
                            + Math.round(Spread.of(reads).median())
                            + " events/s. Fold, JSON and PostgreSQL share the cores with the broker."));
        }
    }

    private static Figure row(List<Double> rates) {
        return Figure.of(
                        "rate",
                        "events of " + NODES
                                + " nodes from Kafka into all tables (fleet, timeline, attempts, waits, states)",
                        "events/s",
                        Spread.of(rates))
                .aimingAtLeast(AIM)
                .measuredBy(
                        "Each round fills an empty database, from the follower's start to the last record committed; "
                                + "8 records of 22 events per node. One round of warm-up.");
    }

    private static Figure switchRow(Projected projected) {
        JdbcClient client = JdbcClient.create(projected.pool());
        new TaskDesk(client).put(Task.Kind.REBUILD, "a benchmark");
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> client.sql(
                                "select switch_ms is not null from rackledger_control.rebuild where state = 'done'")
                        .query(Boolean.class)
                        .single());
        double millis = client.sql("select switch_ms from rackledger_control.rebuild")
                .query(Double.class)
                .single();
        return Figure.of(
                        "switch",
                        "the live rows stand still while a rebuild takes their place",
                        "ms",
                        Spread.of(millis))
                .aimingAtMost(SWITCH_MILLIS)
                .because(
                        "Reads go on meanwhile; two renames in one transaction, then the rebuild's own session and reader are gone on with.")
                .measuredBy(
                        "From the live follower's last batch to its first look into the log over the new rows, once.");
    }

    /** CPU time of the server, the connections that are closed included, as Linux counts it. */
    private static Duration postgres(Path folder) {
        try {
            String pid = Files.readAllLines(folder.resolve("postgres/postmaster.pid"))
                    .getFirst()
                    .trim();
            ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
            String stat = Files.readString(Path.of("/proc", pid, "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long ended = Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
            return Stream.concat(Stream.of(postmaster), postmaster.children())
                    .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                    .reduce(Duration.ofMillis(ended * MILLIS_PER_TICK), Duration::plus);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Seconds to read and decode all records, without doing anything with them. */
    private static double readAlone(Feed feed) {
        LogVector end = feed.end(LogTopic.NODE_EVENTS, PATIENCE);
        long began = System.nanoTime();
        try (FeedReader reader = feed.readAll(Map.of(LogTopic.NODE_EVENTS, LogVector.START))) {
            while (!reader.next(LogTopic.NODE_EVENTS).covers(end)) {
                reader.poll(Duration.ofMillis(100));
            }
        }
        return (System.nanoTime() - began) / 1e9;
    }

    /** A database that was filled from the log. */
    private record Projected(HikariDataSource pool, ProjectionFollower follower, double seconds, long events)
            implements AutoCloseable {
        static Projected into(PostgresAddress server, String database, Feed feed, CpuUse cpu)
                throws InterruptedException {
            HikariDataSource pool = new PostgresAddress(
                            server.url().replaceFirst("[^/]*$", database), server.user(), server.password())
                    .pool();
            ProjectionProgress progress = new ProjectionProgress();
            ProjectionFollower follower = new ProjectionFollower(
                    feed,
                    pool,
                    progress,
                    ProjectionSettings.standard(),
                    Clock.systemUTC(),
                    RandomGenerator.getDefault());
            Map<LogTopic, LogVector> end = new EnumMap<>(LogTopic.class);
            for (LogTopic topic : LogTopic.values()) {
                end.put(topic, feed.end(topic, PATIENCE));
            }
            cpu.start();
            long began = System.nanoTime();
            follower.start();
            if (!progress.awaitAll(end, PATIENCE)) {
                throw new IllegalStateException("not projected in time: " + progress.standing());
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            cpu.stop();
            long events = JdbcClient.create(pool)
                    .sql("select count(*) from node_events")
                    .query(Long.class)
                    .single();
            return new Projected(pool, follower, seconds, events);
        }

        @Override
        public void close() {
            follower.close();
            pool.close();
        }
    }
}

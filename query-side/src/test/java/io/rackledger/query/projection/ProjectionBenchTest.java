package io.rackledger.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.core.signal.SignalBody;
import io.rackledger.eventlog.memory.InMemoryLog;
import io.rackledger.query.Projecting;
import io.rackledger.query.Rack;
import io.rackledger.query.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How fast the rows are made; prints a line per run. Run with {@code -Pbench}. */
@Tag("bench")
final class ProjectionBenchTest {
    private static final int NODES = 5_000;

    @Test
    void rebuildsAFleetOfFiveThousandNodes() {
        InMemoryLog log = new InMemoryLog();
        Rack rack = new Rack(log.nodeLog(), log.nodeStates(), log.signals());
        for (int number = 1; number <= NODES; number++) {
            rack.inspectFailed(number, "n-" + number);
            for (int beats = 0; beats < 10; beats++) {
                rack.report(Rack.id(number), new SignalBody.HeartbeatReceived());
            }
        }
        try (TestDatabase database = TestDatabase.fresh()) {
            for (int batch : new int[] {1_000, 2_000, 5_000}) {
                measure(log, database, batch);
                database.drop();
            }
        }
    }

    private static void measure(InMemoryLog log, TestDatabase database, int batch) {
        Instant began = Instant.now();
        try (Projecting _ = new Projecting(log.feed(), database.dataSource(), batch).caughtUp()) {
            Duration took = Duration.between(began, Instant.now());
            long events = count(database, "node_events");
            long records = count(database, "node_records");
            long signals = count(database, "signals");
            System.out.printf(
                    "batch %d: %d records (%d events) and %d signals in %d ms: %d records/s%n",
                    batch, records, events, signals, took.toMillis(), (records + signals) * 1000 / took.toMillis());
            assertThat(records).isEqualTo(8L * NODES);
            assertThat(signals).isEqualTo(12L * NODES);
        }
    }

    private static long count(TestDatabase database, String table) {
        return database.client()
                .sql("select count(*) from " + table)
                .query(Long.class)
                .single();
    }
}

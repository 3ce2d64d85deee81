package io.rackledger.query.projection;

import static io.rackledger.query.projection.SqlType.BIGINT;
import static io.rackledger.query.projection.SqlType.BOOLEAN;
import static io.rackledger.query.projection.SqlType.INT;
import static io.rackledger.query.projection.SqlType.TEXT;
import static io.rackledger.query.projection.SqlType.TIMESTAMPTZ;
import static io.rackledger.query.projection.SqlType.UUID;
import static io.rackledger.query.projection.Table.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackledger.query.TestDatabase;
import io.rackledger.query.document.DocumentJson;
import io.rackledger.query.store.ProjectionDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A value is stored the same whether its row is copied in binary or merged as text. */
final class TableTest {
    private static final String ID = "00000000-0000-4000-8000-00000000000f";
    private static final List<Table.Column<Sample>> COLUMNS = List.of(
            column("id", UUID, Sample::id),
            column("number", BIGINT, Sample::number),
            column("small", INT, Sample::number),
            column("yes", BOOLEAN, sample -> sample.number() > 0),
            column("at", TIMESTAMPTZ, Sample::at),
            column("words", TEXT, Sample::words));

    private final TestDatabase database = TestDatabase.fresh();

    private record Sample(String id, long number, Optional<Instant> at, Optional<String> words) {
        static Sample of(Instant at, String words) {
            return new Sample(ID, -7, Optional.of(at), Optional.of(words));
        }
    }

    @BeforeEach
    void makeTables() throws SQLException {
        new ProjectionDatabase(database.dataSource()).make();
        for (String table : List.of("copied", "merged")) {
            database.client()
                    .sql("create table public." + table
                            + " (id uuid, number bigint, small int, yes boolean, at timestamptz, words text)")
                    .update();
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void storesTheSameBothWays() throws SQLException {
        List<Sample> samples = List.of(
                Sample.of(Instant.parse("2026-03-01T10:00:00.123456789Z"), "plain"),
                Sample.of(Instant.parse("1969-12-31T23:59:59.999999999Z"), "a\0b\tc\\d\n'\"äö€😀"),
                Sample.of(Instant.parse("1999-12-31T23:59:59.000000500Z"), "half a pair: \ud800"),
                Sample.of(Instant.parse("9999-12-31T23:59:59Z"), "long ".repeat(60_000)),
                new Sample(ID, 12, Optional.empty(), Optional.empty()));
        write(new Table<>("public.copied", "", COLUMNS), samples);
        write(new Table<>("public.merged", "on conflict do nothing", COLUMNS), samples);
        assertThat(rows("copied")).hasSize(samples.size()).isEqualTo(rows("merged"));
    }

    @Test
    void refusesATimeBeyondThoseOfPostgresql() {
        Table<Sample> table = new Table<>("public.copied", "", COLUMNS);
        for (Instant far : List.of(Instant.MAX, Instant.MIN)) {
            assertThatThrownBy(() -> write(table, List.of(Sample.of(far, ""))))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22008"));
        }
    }

    @Test
    void keepsJsonReadableWhereATextHoldsNul() {
        String json = new DocumentJson().write(Map.of("told", "a\0b", "too", "a\\u0000b"));
        Map<String, Object> read = database.client()
                .sql("select cast(? as json) ->> 'told' as told, cast(? as json) ->> 'too' as too")
                .param(json)
                .param(json)
                .query()
                .singleRow();
        assertThat(read).containsEntry("told", "a\ufffdb").containsEntry("too", "a\\u0000b");
    }

    private void write(Table<Sample> table, List<Sample> samples) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            table.write(connection, samples);
        }
    }

    private List<Map<String, Object>> rows(String table) {
        return database.client()
                .sql("select * from public." + table + " order by number, at")
                .query()
                .listOfRows();
    }
}

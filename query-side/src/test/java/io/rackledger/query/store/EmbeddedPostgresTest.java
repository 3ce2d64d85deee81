package io.rackledger.query.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

final class EmbeddedPostgresTest {
    /** Starts a server in a program of its own and waits to be killed. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] arguments) throws IOException {
            EmbeddedPostgres server = EmbeddedPostgres.start(
                    PostgresSettings.in(Path.of(arguments[0])).onPort(0));
            System.out.println("port " + server.port());
            System.in.read();
        }
    }

    @Test
    void keepsItsDataAndSettingsAfterTheProgramAroundItWasKilled(@TempDir Path directory)
            throws IOException, InterruptedException, SQLException {
        Path data = directory.resolve("postgres");
        killProgramAround(data);
        ProcessHandle orphan = server(data);
        assertThat(orphan.isAlive()).isTrue();
        try (EmbeddedPostgres again =
                EmbeddedPostgres.start(PostgresSettings.in(data).onPort(0))) {
            assertThat(new Postmaster(orphan).isAlive()).isFalse();
            try (HikariDataSource pool = again.address().pool()) {
                ProjectionDatabase database = new ProjectionDatabase(pool);
                database.make();
                new ProjectionSchema(database, SchemaName.LIVE, 1).prepare();
                JdbcClient client = JdbcClient.create(pool);
                assertThat(client.sql("show fsync").query(String.class).single())
                        .isEqualTo("on");
                assertThat(client.sql("show synchronous_commit")
                                .query(String.class)
                                .single())
                        .isEqualTo("off");
                assertThat(client.sql("select count(*) from nodes")
                                .query(Long.class)
                                .single())
                        .isZero();
            }
            assertThatThrownBy(() ->
                            EmbeddedPostgres.start(PostgresSettings.in(data).onPort(0)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another program uses the data directory");
        }
        assertThat(Files.exists(data.resolve("postmaster.pid"))).isFalse();
    }

    /** Sockets in /tmp are one for each port: a second server would not start in a network namespace of its own. */
    @Test
    void hasNoSocketInADirectoryThatAllShare(@TempDir Path directory) throws IOException {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(
                PostgresSettings.in(directory.resolve("postgres")).onPort(0))) {
            assertThat(Path.of("/tmp/.s.PGSQL." + server.port())).doesNotExist();
        }
    }

    @Test
    void tellsInTheServersOwnWordsWhyItDoesNotStart(@TempDir Path directory) throws IOException {
        Path data = directory.resolve("postgres");
        EmbeddedPostgres.start(PostgresSettings.in(data).onPort(0)).close();
        Files.writeString(
                data.resolve("pg_hba.conf"), "nonsense" + System.lineSeparator(), StandardOpenOption.TRUNCATE_EXISTING);
        PostgresSettings impatient = new PostgresSettings(data, 0, false, Duration.ofSeconds(4));
        assertThatThrownBy(() -> EmbeddedPostgres.start(impatient))
                .hasMessageContaining("could not load")
                .hasMessageContaining("pg_hba.conf")
                .hasMessageContaining("postgres.log");
    }

    @Test
    void startsTheServerAgainOnItsPortWhenItIsKilled(@TempDir Path directory) throws IOException, SQLException {
        Path data = directory.resolve("postgres");
        try (EmbeddedPostgres kept =
                EmbeddedPostgres.start(PostgresSettings.in(data).onPort(0))) {
            for (int kill = 0; kill < 2; kill++) {
                ProcessHandle victim = server(data);
                victim.destroyForcibly();
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .ignoreExceptions()
                        .until(() -> server(data).pid() != victim.pid()
                                && kept.trouble().isEmpty());
                try (HikariDataSource pool = kept.address().pool()) {
                    new ProjectionDatabase(pool).make();
                    assertThat(JdbcClient.create(pool)
                                    .sql("select 1")
                                    .query(Integer.class)
                                    .single())
                            .isEqualTo(1);
                }
            }
        }
        assertThat(Files.exists(data.resolve("postmaster.pid"))).isFalse();
    }

    private static void killProgramAround(Path data) throws IOException, InterruptedException {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String line = "";
        try (var output = program.inputReader()) {
            while (line != null && !line.startsWith("port ")) {
                line = output.readLine();
            }
            program.destroyForcibly();
            assertThat(program.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(line).startsWith("port ");
    }

    private static ProcessHandle server(Path data) throws IOException {
        String pid =
                Files.readAllLines(data.resolve("postmaster.pid")).getFirst().trim();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }
}

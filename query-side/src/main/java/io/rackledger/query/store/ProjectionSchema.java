package io.rackledger.query.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The schema of the projections: its own one in the database, because it is dropped and made anew without asking. Makes the database
 * itself where it is missing and the user may.
 */
public final class ProjectionSchema {
    /** Name of the schema; connections of the pool look here. */
    public static final String NAME = "rackledger";

    /** Raised whenever rows of the same log would look different: older rows are then dropped and made again. */
    static final int VERSION = 1;

    private static final Logger LOG = LoggerFactory.getLogger(ProjectionSchema.class);
    private static final String NO_SUCH_DATABASE = "3D000";
    private static final List<String> TABLES = List.of(
            "projection_offsets",
            "dead_letters",
            "nodes",
            "node_records",
            "node_events",
            "signals",
            "last_signals",
            "node_clocks",
            "node_macs",
            "attempts",
            "attempt_marks",
            "waits",
            "failures");

    private final DataSource dataSource;
    private final JdbcClient client;

    public ProjectionSchema(DataSource dataSource) {
        this.dataSource = dataSource;
        this.client = JdbcClient.create(dataSource);
    }

    /**
     * Makes the schema as this program needs it. Rows of another version, or a schema with tables missing, are dropped; so the caller
     * must be the only one at work on this database.
     */
    public void prepare() {
        flyway().migrate();
        if (!complete()) {
            LOG.warn("Tables of the projections are missing: making the schema anew");
            flyway().clean();
            flyway().migrate();
        }
        int found = client.sql("select coalesce(max(version), 0) from projection_version")
                .query(Integer.class)
                .single();
        if (found != VERSION) {
            LOG.info(
                    "Projections have version {}, this program makes version {}: starting from the log again",
                    found,
                    VERSION);
            empty();
        }
    }

    /** Drops all rows, so that they are made again from the log. */
    public void empty() {
        client.sql("truncate " + String.join(", ", TABLES)).update();
        client.sql(
                        "insert into projection_version (version) values (?) on conflict (only_row) do update set version = excluded.version")
                .param(VERSION)
                .update();
    }

    private boolean complete() {
        long found = client.sql("select count(*) from pg_tables where schemaname = ? and tablename = any(?)")
                .param(NAME)
                .param(TABLES.toArray(String[]::new))
                .query(Long.class)
                .single();
        return found == TABLES.size();
    }

    private Flyway flyway() {
        return Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:io/rackledger/query/migration")
                .schemas(NAME)
                .defaultSchema(NAME)
                .cleanDisabled(false)
                .load();
    }

    /** Makes the database where it is missing. */
    public void makeDatabase() throws SQLException {
        if (!dataSource.isWrapperFor(HikariDataSource.class)) {
            return;
        }
        HikariDataSource pool = dataSource.unwrap(HikariDataSource.class);
        String url = pool.getJdbcUrl();
        try (Connection probe = DriverManager.getConnection(url, pool.getUsername(), pool.getPassword())) {
            probe.isValid(1);
        } catch (SQLException e) {
            if (!NO_SUCH_DATABASE.equals(e.getSQLState())) {
                throw e;
            }
            makeDatabase(url, pool);
        }
    }

    private static void makeDatabase(String url, HikariDataSource pool) throws SQLException {
        int slash = url.lastIndexOf('/');
        int query = url.indexOf('?', slash);
        String name = query < 0 ? url.substring(slash + 1) : url.substring(slash + 1, query);
        String parameters = query < 0 ? "" : url.substring(query);
        String maintenance = url.substring(0, slash + 1) + "postgres" + parameters;
        LOG.info("Database {} is missing: making it", name);
        try (Connection connection = DriverManager.getConnection(maintenance, pool.getUsername(), pool.getPassword());
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "create database \"" + name.replace("\"", "\"\"") + "\" template template0 encoding 'UTF8'");
        }
    }
}

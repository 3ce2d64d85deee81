package io.rackledger.query.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One schema of projections: its tables, their version, and its end. Whoever changes it must be the only one who does. */
public final class ProjectionSchema {
    /** Raised whenever rows of the same log would look different: older rows are then made again beside. */
    public static final int VERSION = 4;

    private static final Logger LOG = LoggerFactory.getLogger(ProjectionSchema.class);
    private static final List<String> TABLES = List.of(
            "projection_offsets",
            "dead_letters",
            "nodes",
            "node_states",
            "node_records",
            "signals",
            "last_signals",
            "node_clocks",
            "node_macs",
            "attempts",
            "waits",
            "failures");

    private final ProjectionDatabase database;
    private final SchemaName name;
    private final int form;

    /** @param form of the folded states that this program reads and writes */
    public ProjectionSchema(ProjectionDatabase database, SchemaName name, int form) {
        this.database = database;
        this.name = name;
        this.form = form;
    }

    /** What the rows are. */
    public enum Rows {
        /** Made by this version, or not there yet. */
        CURRENT,
        /** Made by another version, which can be gone on with until they are made anew. */
        OUTDATED,
        /** Made by another version whose folded states cannot be read: fit for answers only. */
        FROZEN
    }

    /** Tables that hold the rows of the projections, the places included. */
    public static List<String> tables() {
        return TABLES;
    }

    /** Makes the tables as this program needs them, and tells what rows they have. A schema with tables missing is made anew. */
    public Rows prepare() throws SQLException {
        try {
            flyway().migrate();
        } catch (FlywayValidateException e) {
            LOG.warn("Schema {} was made by a program that is no ancestor of this one: making it anew", name.sql(), e);
            anew();
        }
        try (Connection connection = database.open(name)) {
            if (!complete(connection)) {
                LOG.warn("Tables of the projections are missing in {}: making the schema anew", name.sql());
                anew();
            }
            Rows rows = rows(connection);
            connection.commit();
            return rows;
        }
    }

    private Rows rows(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                        "select version, form, exists (select 1 from projection_offsets) from projection_version");
                ResultSet found = statement.executeQuery()) {
            if (!found.next() || !found.getBoolean(3)) {
                mark(connection);
                return Rows.CURRENT;
            }
            boolean readable = found.getInt(2) == form;
            if (found.getInt(1) == VERSION && readable) {
                return Rows.CURRENT;
            }
            LOG.info("Projections in {} have version {}, this program makes {}", name.sql(), found.getInt(1), VERSION);
            return readable ? Rows.OUTDATED : Rows.FROZEN;
        }
    }

    private void mark(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
            insert into projection_version (version, form) values (?, ?)
            on conflict (only_row) do update set version = excluded.version, form = excluded.form\
            """)) {
            statement.setInt(1, VERSION);
            statement.setInt(2, form);
            statement.executeUpdate();
        }
    }

    /** Drops all rows, so that they are made again from the log. */
    public void empty() throws SQLException {
        try (Connection connection = database.open(name);
                Statement statement = connection.createStatement()) {
            statement.execute("truncate " + String.join(", ", TABLES));
            mark(connection);
            connection.commit();
        }
    }

    /** Whether there is anything of this schema. */
    public boolean exists() throws SQLException {
        try (Connection connection = database.open(name);
                PreparedStatement statement =
                        connection.prepareStatement("select exists (select 1 from pg_namespace where nspname = ?)")) {
            statement.setString(1, name.sql());
            try (ResultSet found = statement.executeQuery()) {
                return found.next() && found.getBoolean(1);
            }
        }
    }

    /** Drops the schema; readers that are still at it are waited for. */
    public void drop() throws SQLException {
        try (Connection connection = database.open(name);
                Statement statement = connection.createStatement()) {
            statement.execute("set local lock_timeout = '5s'");
            statement.execute("drop schema if exists " + name.sql() + " cascade");
            connection.commit();
        }
    }

    private void anew() throws SQLException {
        drop();
        flyway().migrate();
    }

    private boolean complete(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select count(*) from pg_tables where schemaname = ? and tablename = any(?)")) {
            statement.setString(1, name.sql());
            statement.setArray(2, connection.createArrayOf("text", TABLES.toArray()));
            try (ResultSet found = statement.executeQuery()) {
                return found.next() && found.getLong(1) == TABLES.size();
            }
        }
    }

    private Flyway flyway() {
        return Flyway.configure()
                .dataSource(database.url(), database.user(), database.password())
                .locations("classpath:io/rackledger/query/migration")
                .schemas(name.sql())
                .defaultSchema(name.sql())
                .cleanDisabled(true)
                .load();
    }
}

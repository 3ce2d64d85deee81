package io.rackledger.query.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database of the projections, for those who write: it is made where it is missing, and each writer gets a connection of its own,
 * outside of the readers' pool, so that it is back as soon as the server is. Thread-safe.
 */
public final class ProjectionDatabase {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectionDatabase.class);
    private static final String NO_SUCH_DATABASE = "3D000";
    private static final String CONNECT_SECONDS = "5";

    /** A server that has vanished without a word must not hold a writer for ever. */
    private static final String LONGEST_STATEMENT_SECONDS = "300";

    private final String url;
    private final String user;
    private final String password;

    /** @param dataSource a pool that {@link PostgresAddress#pool} made */
    public ProjectionDatabase(DataSource dataSource) {
        HikariDataSource pool = unwrapped(dataSource);
        this.url = pool.getJdbcUrl();
        this.user = pool.getUsername();
        this.password = pool.getPassword();
    }

    private static HikariDataSource unwrapped(DataSource dataSource) {
        try {
            return dataSource.unwrap(HikariDataSource.class);
        } catch (SQLException e) {
            throw new IllegalArgumentException(
                    "the data source of the projections must be a pool made by PostgresAddress.pool", e);
        }
    }

    /** A connection whose unqualified names mean this schema; without auto-commit. Its commits do not wait for the disk. */
    public Connection open(SchemaName schema) throws SQLException {
        Properties properties = credentials();
        properties.setProperty("currentSchema", schema.sql());
        properties.setProperty("ApplicationName", "rackledger projections");
        properties.setProperty("options", "-c synchronous_commit=off");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("socketTimeout", LONGEST_STATEMENT_SECONDS);
        Connection connection = DriverManager.getConnection(url, properties);
        connection.setAutoCommit(false);
        return connection;
    }

    /** Makes the database where it is missing. */
    public void make() throws SQLException {
        try (Connection probe = DriverManager.getConnection(url, credentials())) {
            probe.isValid(1);
        } catch (SQLException e) {
            if (!NO_SUCH_DATABASE.equals(e.getSQLState())) {
                throw e;
            }
            create();
        }
    }

    private void create() throws SQLException {
        int slash = url.lastIndexOf('/');
        int query = url.indexOf('?', slash);
        String name = query < 0 ? url.substring(slash + 1) : url.substring(slash + 1, query);
        String parameters = query < 0 ? "" : url.substring(query);
        String maintenance = url.substring(0, slash + 1) + "postgres" + parameters;
        LOG.info("Database {} is missing: making it", name);
        try (Connection connection = DriverManager.getConnection(maintenance, credentials());
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "create database \"" + name.replace("\"", "\"\"") + "\" template template0 encoding 'UTF8'");
        }
    }

    String url() {
        return url;
    }

    String user() {
        return user;
    }

    String password() {
        return password;
    }

    private Properties credentials() {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password == null ? "" : password);
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        return properties;
    }
}

package io.rackledger.query.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;

/**
 * Where a PostgreSQL database is and how to get in.
 *
 * @param url JDBC URL, {@code jdbc:postgresql://host:port/database}
 */
public record PostgresAddress(String url, String user, String password) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_CONNECTIONS = 16;

    /** A pool of connections; it opens also while the database is away. The caller closes it. */
    public HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setPoolName("projections");
        config.setJdbcUrl(url);
        config.setSchema(SchemaName.LIVE.sql());
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(MOST_CONNECTIONS);
        config.setMinimumIdle(2);
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("ApplicationName", "rackledger");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        return new HikariDataSource(config);
    }

    /** The password is not told. */
    @Override
    public String toString() {
        return url + " as " + user;
    }
}

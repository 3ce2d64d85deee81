package io.rackledger.query;

import com.zaxxer.hikari.HikariDataSource;
import io.rackledger.query.store.EmbeddedPostgres;
import io.rackledger.query.store.PostgresAddress;
import io.rackledger.query.store.PostgresSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A fresh database in the one PostgreSQL that all tests of this run share. */
public final class TestDatabase implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final HikariDataSource pool;
    private final PostgresAddress address;

    private TestDatabase(PostgresAddress address) {
        this.address = address;
        this.pool = address.pool();
    }

    /** The server lives as long as this JVM; a shutdown hook stops it. */
    private static final class Server {
        static final EmbeddedPostgres SHARED = start();

        private static EmbeddedPostgres start() {
            try {
                Path directory = Files.createTempDirectory(Path.of("target"), "postgres");
                EmbeddedPostgres server =
                        EmbeddedPostgres.start(PostgresSettings.in(directory).onPort(0));
                Runtime.getRuntime().addShutdownHook(new Thread(server::close));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public static TestDatabase fresh() {
        String url = Server.SHARED.address().url().replaceFirst("[^/]*$", "test" + COUNT.incrementAndGet());
        return new TestDatabase(new PostgresAddress(url, Server.SHARED.address().user(), ""));
    }

    public DataSource dataSource() {
        return pool;
    }

    public PostgresAddress address() {
        return address;
    }

    public JdbcClient client() {
        return JdbcClient.create(pool);
    }

    /** All rows of all projections in a fixed order, by table. */
    public Map<String, List<String>> dump() {
        Map<String, List<String>> dump = new TreeMap<>();
        List<String> tables = client().sql(
                        "select tablename from pg_tables where schemaname = 'rackledger' and tablename not like 'flyway%'")
                .query(String.class)
                .list();
        for (String table : tables) {
            dump.put(
                    table,
                    client().sql("select t::text from " + table + " t order by (t::text) collate \"C\"")
                            .query(String.class)
                            .list());
        }
        return dump;
    }

    /** Drops the whole schema, as if the database had been lost. */
    public void drop() {
        client().sql("drop schema rackledger cascade").update();
    }

    @Override
    public void close() {
        pool.close();
    }
}

package io.rackledger.e2e.bench;

import io.rackledger.query.store.ProjectionSchema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** The raw limit of filling the tables: the rows that are there, copied into empty tables of the same shape and indexes. */
final class RawCopy {
    private RawCopy() {}

    /** Seconds for all tables, in one transaction that is rolled back. */
    static double seconds(DataSource dataSource) throws SQLException, IOException {
        double seconds = 0;
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("create schema raw_copy");
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            for (String table : ProjectionSchema.tables()) {
                ByteArrayOutputStream rows = new ByteArrayOutputStream();
                copy.copyOut("copy " + table + " to stdout", rows);
                statement.execute("create table raw_copy." + table + " (like " + table + " including all)");
                byte[] bytes = rows.toByteArray();
                long began = System.nanoTime();
                copy.copyIn("copy raw_copy." + table + " from stdin", new ByteArrayInputStream(bytes));
                seconds += (System.nanoTime() - began) / 1e9;
            }
            connection.rollback();
            connection.setAutoCommit(true);
        }
        return seconds;
    }
}

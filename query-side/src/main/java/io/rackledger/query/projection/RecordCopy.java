package io.rackledger.query.projection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of records on their way into their table; begun with the first one, as many batches have none. Not thread-safe. */
final class RecordCopy implements AutoCloseable {
    private final Connection connection;
    private @Nullable CopyRows out;

    RecordCopy(Connection connection) {
        this.connection = connection;
    }

    void add(List<Row.OfRecord> rows) throws SQLException {
        for (Row.OfRecord row : rows) {
            CopyRows begun = out == null ? Tables.RECORDS.begin(connection) : out;
            out = begun;
            Tables.RECORDS.add(begun, row);
        }
    }

    void end() throws SQLException {
        if (out != null) {
            out.end();
        }
    }

    @Override
    public void close() throws SQLException {
        if (out != null) {
            out.close();
        }
    }
}

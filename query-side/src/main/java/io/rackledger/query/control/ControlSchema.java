package io.rackledger.query.control;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/** Makes the tables beside the projections. */
public final class ControlSchema {
    private static final String SCRIPT = "/io/rackledger/query/control.sql";

    private ControlSchema() {}

    /** Makes what is missing, and commits. */
    public static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(script());
            connection.commit();
        }
    }

    private static String script() {
        try (InputStream in = ControlSchema.class.getResourceAsStream(SCRIPT)) {
            return new String(
                    Objects.requireNonNull(in, SCRIPT + " is missing").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

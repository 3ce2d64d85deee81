package io.rackledger.query.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Puts the schema that a rebuild has filled into the place of the live one: two renames in one transaction, so that a statement sees the
 * one or the other, whole. Names are looked up per statement, and PostgreSQL plans prepared ones again, so nobody has to reconnect.
 */
public final class SchemaSwitch {
    private SchemaSwitch() {}

    /** Switches; the caller commits. An older schema must have been dropped before; the one that was live is left under its name. */
    public static void perform(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("alter schema " + SchemaName.LIVE.sql() + " rename to " + SchemaName.OLD.sql());
            statement.execute("alter schema " + SchemaName.NEXT.sql() + " rename to " + SchemaName.LIVE.sql());
        }
    }
}

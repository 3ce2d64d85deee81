package io.rackledger.query.projection;

import java.sql.Connection;

/** A session and the reader that it takes its records from; the reader stands where the session does. */
record Following(FollowerSession session, ReadAhead reader) implements AutoCloseable {
    /** The same, written over another connection, whose rows stand at the same places. */
    Following over(Connection connection) {
        return new Following(session.over(connection), reader);
    }

    @Override
    public void close() {
        reader.close();
    }
}

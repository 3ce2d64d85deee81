package io.rackledger.query.store;

/** The schemas in the database of the projections; all are ours, and dropped without asking. */
public enum SchemaName {
    /** What is answered from. */
    LIVE("rackledger"),
    /** What a rebuild fills beside it. */
    NEXT("rackledger_next"),
    /** What was live before a switch, until it is dropped. */
    OLD("rackledger_old"),
    /** Tasks for the follower and how a rebuild stands; kept over a switch. */
    CONTROL("rackledger_control");

    private final String sql;

    SchemaName(String sql) {
        this.sql = sql;
    }

    /** The name as SQL has it. */
    public String sql() {
        return sql;
    }
}

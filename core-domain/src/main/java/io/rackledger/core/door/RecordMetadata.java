package io.rackledger.core.door;

/** Keys under which a command bus hands a record's context from the one who decides to the one who appends. */
public final class RecordMetadata {
    /** The {@link RecordContext} of the record that the events become; every event of a command carries the same. */
    public static final String CONTEXT = "rackledger.context";

    /** The resource of a committed unit of work that holds the {@link NodeRecord} which it appended. */
    public static final String APPENDED = "rackledger.appended";

    private RecordMetadata() {}
}

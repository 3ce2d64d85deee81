package io.rackledger.eventlog.codec;

/**
 * A record of our own namespace that only a newer program can have written: a type, a version or a name of a closed list that this
 * one does not know. A fold that decisions rest on must stop at it.
 */
public final class NewerTypeException extends UnreadableException {
    private static final long serialVersionUID = 1L;

    private final String type;

    NewerTypeException(String type, String reason) {
        super(reason);
        this.type = type;
    }

    /** The CloudEvents type, with its version. */
    public String type() {
        return type;
    }
}

package io.rackledger.eventlog.codec;

/** A record that this version cannot read; the message says why. The reader must stop at it or keep it apart, never skip it silently. */
public sealed class UnreadableException extends Exception permits NewerTypeException {
    private static final long serialVersionUID = 1L;

    public UnreadableException(String reason) {
        super(reason);
    }

    public UnreadableException(String reason, Throwable cause) {
        super(reason, cause);
    }
}

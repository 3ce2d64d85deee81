package io.rackledger.eventlog.spool;

/** A signal was neither taken by the log nor written to the spool: whoever told it must not be told that it was kept. */
public final class SpoolFullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SpoolFullException(String message) {
        super(message);
    }

    SpoolFullException(String message, Throwable cause) {
        super(message, cause);
    }
}

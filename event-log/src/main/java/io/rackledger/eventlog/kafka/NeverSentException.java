package io.rackledger.eventlog.kafka;

/** A record is surely not in the log, and never will be. */
final class NeverSentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NeverSentException(Throwable cause) {
        super("the record did not reach the log: " + cause, cause);
    }

    NeverSentException(String why) {
        super("the record was not sent to the log: " + why);
    }
}

package io.rackledger.command.simulation;

/** The log cannot be reached from here. */
final class LogAway extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LogAway() {
        super("the log cannot be reached", null, false, false);
    }
}

package io.rackledger.core.door;

import io.rackledger.core.identity.CommandId;

/** The log did not answer in time: the record may or may not be there. To be asked again with the command id, never to be retried blindly. */
public final class OutcomeUnknownException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient CommandId command;

    public OutcomeUnknownException(CommandId command, String why) {
        super("the outcome of command " + command + " is unknown: " + why);
        this.command = command;
    }

    public CommandId command() {
        return command;
    }
}

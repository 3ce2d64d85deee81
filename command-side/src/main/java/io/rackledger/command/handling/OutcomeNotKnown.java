package io.rackledger.command.handling;

import io.rackledger.core.door.AppendResult;
import org.axonframework.common.AxonException;

/** The record of a command may or may not be in the log. */
final class OutcomeNotKnown extends AxonException {
    private static final long serialVersionUID = 1L;

    private final String why;

    OutcomeNotKnown(AppendResult.OutcomeUnknown unknown) {
        super("command " + unknown.command() + ": " + unknown.why());
        this.why = unknown.why();
    }

    OutcomeNotKnown(String why, Throwable cause) {
        super(why, cause);
        this.why = why;
    }

    String why() {
        return why;
    }
}

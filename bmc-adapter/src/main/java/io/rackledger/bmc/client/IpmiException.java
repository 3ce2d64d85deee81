package io.rackledger.bmc.client;

import io.rackledger.bmc.driver.FailureKind;

/**
 * A BMC did not do what was asked. The message says what it answered at which stage and holds no secret.
 */
public final class IpmiException extends Exception {
    private static final long serialVersionUID = 1L;

    private final FailureKind kind;
    private final Stage stage;
    private final int code;

    /** @param code status or completion code that the BMC told, -1 where it told none */
    public IpmiException(FailureKind kind, Stage stage, int code, String message) {
        super(message);
        this.kind = kind;
        this.stage = stage;
        this.code = code;
    }

    public FailureKind kind() {
        return kind;
    }

    public Stage stage() {
        return stage;
    }

    public int code() {
        return code;
    }

    /** The same, seen as another kind. */
    IpmiException as(FailureKind other, String added) {
        return new IpmiException(other, stage, code, getMessage() + added);
    }

    /** Whether nothing came back: nobody knows if the command was carried out, and the session is to be held for gone. */
    boolean isUnanswered() {
        return kind == FailureKind.UNREACHABLE || kind == FailureKind.SILENT || kind == FailureKind.SLOW;
    }
}

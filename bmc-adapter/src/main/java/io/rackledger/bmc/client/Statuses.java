package io.rackledger.bmc.client;

import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.ipmi.CompletionCode;

/** What a refusal means: status codes of a login (IPMI 2.0, table 13-15) and completion codes of commands (table 5-2). */
final class Statuses {
    static final int UNKNOWN_USER = 0x0d;
    static final int INVALID_SESSION = 0x02;
    static final int WRONG_CODE = 0x0f;

    private static final int INVALID_ROLE = 0x09;
    private static final int UNAUTHORIZED_ROLE = 0x0a;
    /** Completion codes of Set Session Privilege Level alone (IPMI 2.0, 22.18). */
    private static final int LEVEL_NOT_OF_USER = 0x80;

    private static final int LEVEL_ABOVE_LIMIT = 0x81;

    private Statuses() {}

    /** Whether Open Session was refused for the privilege that it named. */
    static boolean isOfRole(IpmiException e) {
        return e.stage() == Stage.OPEN_SESSION && (e.code() == INVALID_ROLE || e.code() == UNAUTHORIZED_ROLE);
    }

    /** Whether the level itself was refused to a session that is open. */
    static boolean isOfPrivilege(IpmiException e) {
        return e.code() == LEVEL_NOT_OF_USER
                || e.code() == LEVEL_ABOVE_LIMIT
                || e.code() == CompletionCode.PRIVILEGE.code();
    }

    static IpmiException ofLogin(Stage stage, int status, String authority) {
        FailureKind kind = switch (status) {
            case 0x01, 0x0b -> FailureKind.SESSIONS_FULL;
            // Before the user is known, a role is refused together with the suite; afterwards it is the user who may
            // not have it.
            case INVALID_ROLE, UNAUTHORIZED_ROLE ->
                stage == Stage.OPEN_SESSION ? FailureKind.CIPHER : FailureKind.PRIVILEGE;
            case 0x04, 0x05, 0x10, 0x11, 0x12 -> FailureKind.CIPHER;
            case UNKNOWN_USER, 0x0c, 0x0e, WRONG_CODE -> FailureKind.AUTH;
            default -> FailureKind.REFUSED;
        };
        return new IpmiException(
                kind, stage, status, "BMC " + authority + " refused " + stage.words() + ": " + words(status));
    }

    private static String words(int status) {
        String meaning = switch (status) {
            case 0x01 -> "insufficient resources to create a session";
            case INVALID_SESSION -> "invalid session id";
            case 0x04 -> "invalid authentication algorithm";
            case 0x05 -> "invalid integrity algorithm";
            case INVALID_ROLE -> "invalid role";
            case UNAUTHORIZED_ROLE -> "unauthorized role or privilege level";
            case 0x0b -> "insufficient resources to create a session at this role";
            case 0x0c -> "invalid name length";
            case UNKNOWN_USER -> "unauthorized name";
            case 0x0e -> "unauthorized GUID";
            case WRONG_CODE -> "invalid integrity check value";
            case 0x10 -> "invalid confidentiality algorithm";
            case 0x11 -> "no cipher suite match";
            case 0x12 -> "illegal or unrecognized parameter";
            default -> "a status that the specification does not have";
        };
        return "0x%02x (%s)".formatted(status, meaning);
    }

    static IpmiException ofCommand(Stage stage, String command, int code, String authority) {
        FailureKind kind = switch (CompletionCode.of(code)) {
            case BUSY, TIMEOUT, OUT_OF_SPACE, INITIALIZING, RESERVATION_CANCELED -> FailureKind.BUSY;
            case INVALID_COMMAND, INVALID_FOR_LUN, INVALID_FIELD, NOT_PRESENT, DISABLED -> FailureKind.UNSUPPORTED;
            case LENGTH_INVALID, PARAMETER_OUT_OF_RANGE -> FailureKind.UNSUPPORTED;
            case PRIVILEGE -> FailureKind.PRIVILEGE;
            case NOT_IN_THIS_STATE -> FailureKind.WRONG_STATE;
            case OK, DESTINATION_UNAVAILABLE, OTHER -> FailureKind.REFUSED;
        };
        return new IpmiException(
                kind, stage, code, "BMC " + authority + " answered " + CompletionCode.words(code) + " to " + command);
    }
}

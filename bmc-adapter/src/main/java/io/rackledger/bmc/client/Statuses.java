package io.rackledger.bmc.client;

import io.rackledger.bmc.driver.FailureKind;
import io.rackledger.bmc.ipmi.CompletionCode;

/** What a refusal means: status codes of a login (IPMI 2.0, table 13-15) and completion codes of commands (table 5-2). */
final class Statuses {
    static final int UNKNOWN_USER = 0x0d;
    static final int INVALID_SESSION = 0x02;
    static final int WRONG_CODE = 0x0f;

    private Statuses() {}

    static IpmiException ofLogin(Stage stage, int status, String authority) {
        FailureKind kind = switch (status) {
            case 0x01 -> FailureKind.SESSIONS_FULL;
            case 0x04, 0x05, 0x09, 0x0a, 0x10, 0x11, 0x12 -> FailureKind.CIPHER;
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
            case 0x09 -> "invalid role";
            case 0x0a -> "unauthorized role or privilege level";
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

package io.rackledger.bmc.client;

import io.rackledger.bmc.client.IpmiException.Kind;
import io.rackledger.bmc.ipmi.CompletionCode;

/** What a refusal means: status codes of a login (IPMI 2.0, table 13-15) and completion codes of commands (table 5-2). */
final class Statuses {
    static final int UNKNOWN_USER = 0x0d;
    static final int INVALID_SESSION = 0x02;
    static final int WRONG_CODE = 0x0f;

    private Statuses() {}

    static IpmiException ofLogin(Stage stage, int status, String authority) {
        Kind kind = switch (status) {
            case 0x01 -> Kind.SESSIONS_FULL;
            case 0x04, 0x05, 0x09, 0x0a, 0x10, 0x11, 0x12 -> Kind.CIPHER;
            case UNKNOWN_USER, 0x0c, 0x0e, WRONG_CODE -> Kind.AUTH;
            default -> Kind.REFUSED;
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
        Kind kind = switch (CompletionCode.of(code)) {
            case BUSY, TIMEOUT, OUT_OF_SPACE, INITIALIZING, RESERVATION_CANCELED -> Kind.BUSY;
            case INVALID_COMMAND, INVALID_FOR_LUN, INVALID_FIELD, NOT_PRESENT, DISABLED -> Kind.UNSUPPORTED;
            case LENGTH_INVALID, PARAMETER_OUT_OF_RANGE -> Kind.UNSUPPORTED;
            case PRIVILEGE -> Kind.PRIVILEGE;
            case NOT_IN_THIS_STATE -> Kind.WRONG_STATE;
            case OK, DESTINATION_UNAVAILABLE, OTHER -> Kind.REFUSED;
        };
        return new IpmiException(
                kind, stage, code, "BMC " + authority + " answered " + CompletionCode.words(code) + " to " + command);
    }
}

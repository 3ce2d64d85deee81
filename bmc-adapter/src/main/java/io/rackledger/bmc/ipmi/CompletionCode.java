package io.rackledger.bmc.ipmi;

/** What a completion code means for us (IPMI 2.0, table 5-2), and its words for people. */
public enum CompletionCode {
    OK(0x00, "completed"),
    BUSY(0xc0, "node busy"),
    INVALID_COMMAND(0xc1, "unrecognized or unsupported command"),
    INVALID_FOR_LUN(0xc2, "command invalid for this LUN"),
    TIMEOUT(0xc3, "timeout while processing the command"),
    OUT_OF_SPACE(0xc4, "out of space"),
    RESERVATION_CANCELED(0xc5, "reservation canceled"),
    LENGTH_INVALID(0xc7, "request data length invalid"),
    PARAMETER_OUT_OF_RANGE(0xc9, "parameter out of range"),
    NOT_PRESENT(0xcb, "requested sensor, data, or record not present"),
    INVALID_FIELD(0xcc, "invalid data field in request"),
    INITIALIZING(0xd2, "BMC initialization in progress"),
    DESTINATION_UNAVAILABLE(0xd3, "destination unavailable"),
    PRIVILEGE(0xd4, "insufficient privilege level"),
    NOT_IN_THIS_STATE(0xd5, "not supported in present state"),
    DISABLED(0xd6, "sub-function disabled or unavailable"),
    OTHER(0xff, "unspecified error");

    private final int code;
    private final String words;

    CompletionCode(int code, String words) {
        this.code = code;
        this.words = words;
    }

    public int code() {
        return code;
    }

    public static CompletionCode of(int code) {
        for (CompletionCode known : values()) {
            if (known.code == code) {
                return known;
            }
        }
        return OTHER;
    }

    /** Number and meaning, as in {@code 0xc0 (node busy)}. */
    public static String words(int code) {
        return "0x%02x (%s)".formatted(code, of(code).words);
    }
}

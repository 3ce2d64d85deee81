package io.rackledger.bmc.rmcp;

import java.util.Optional;

/** What an RMCP+ packet carries (IPMI 2.0, table 13-16). */
public enum PayloadType {
    IPMI(0x00),
    SOL(0x01),
    OPEN_SESSION_REQUEST(0x10),
    OPEN_SESSION_RESPONSE(0x11),
    RAKP_1(0x12),
    RAKP_2(0x13),
    RAKP_3(0x14),
    RAKP_4(0x15);

    private final int code;

    PayloadType(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** The type of this code; empty for those that nobody here speaks. */
    public static Optional<PayloadType> of(int code) {
        for (PayloadType type : values()) {
            if (type.code == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}

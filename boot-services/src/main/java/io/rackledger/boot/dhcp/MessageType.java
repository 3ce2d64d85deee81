package io.rackledger.boot.dhcp;

import java.util.Arrays;
import java.util.Optional;

/** DHCP message types. RFC 2132 section 9.6. */
enum MessageType {
    DISCOVER,
    OFFER,
    REQUEST,
    DECLINE,
    ACK,
    NAK,
    RELEASE,
    INFORM;

    int code() {
        return ordinal() + 1;
    }

    static Optional<MessageType> of(int code) {
        return Arrays.stream(values()).filter(type -> type.code() == code).findFirst();
    }
}

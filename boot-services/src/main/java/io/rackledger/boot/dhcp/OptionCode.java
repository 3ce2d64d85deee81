package io.rackledger.boot.dhcp;

/** Codes of the options that are read or written here. RFC 2132 unless said. */
final class OptionCode {
    static final int PAD = 0;
    static final int SUBNET_MASK = 1;
    static final int ROUTER = 3;
    static final int DNS = 6;
    static final int VENDOR = 43;
    static final int REQUESTED_ADDRESS = 50;
    static final int LEASE_TIME = 51;
    static final int OVERLOAD = 52;
    static final int MESSAGE_TYPE = 53;
    static final int SERVER = 54;
    static final int ASKED_FOR = 55;
    static final int MESSAGE = 56;
    static final int LONGEST_MESSAGE = 57;
    static final int RENEWAL_TIME = 58;
    static final int REBINDING_TIME = 59;
    static final int VENDOR_CLASS = 60;
    static final int CLIENT_ID = 61;
    static final int TFTP_SERVER = 66;
    static final int BOOT_FILE = 67;
    /** RFC 3004; iPXE writes it as plain text. */
    static final int USER_CLASS = 77;
    /** RFC 3046. */
    static final int RELAY = 82;
    /** RFC 4578: client system architecture. */
    static final int ARCHITECTURE = 93;
    /** RFC 4578: UUID of the machine, after a byte 0. */
    static final int MACHINE_ID = 97;
    /** iPXE's own, options within. */
    static final int IPXE = 175;
    /** Within {@link #IPXE}: 1 says that no other offer is to be waited for. */
    static final int IPXE_NO_PROXY = 176;

    static final int END = 255;

    private OptionCode() {}
}

package io.rackledger.boot.tftp;

/** Error codes of RFC 1350 and, the last one, RFC 2347. */
enum TftpError {
    UNDEFINED,
    FILE_NOT_FOUND,
    ACCESS_VIOLATION,
    DISK_FULL,
    ILLEGAL_OPERATION,
    UNKNOWN_TRANSFER,
    FILE_EXISTS,
    NO_SUCH_USER,
    OPTION_REFUSED;

    int code() {
        return ordinal();
    }
}

package io.rackledger.boot.tftp;

import java.util.Map;

/** What machines send to a TFTP server. RFC 1350, options by RFC 2347. */
sealed interface TftpPacket {
    /**
     * RRQ.
     *
     * @param name as asked, not yet looked at
     * @param mode in lower case
     * @param options values by lower-case name in the order of the packet; of a name that stands twice, the first
     */
    record ReadRequest(String name, String mode, Map<String, String> options) implements TftpPacket {}

    /** WRQ: never granted here. */
    record WriteRequest(String name) implements TftpPacket {}

    /** ACK of a block, modulo 65536. */
    record Ack(int block) implements TftpPacket {}

    /** ERROR. */
    record Failure(int code, String message) implements TftpPacket {}

    /** DATA or OACK, which only a server sends, an opcode that nobody knows, or a packet that is no TFTP. */
    record Unfit(String why) implements TftpPacket {}
}

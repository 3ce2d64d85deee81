package io.rackledger.bmc.rmcp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A packet on UDP port 623, as its envelope tells it. */
public sealed interface Packet {
    /** Longest that is sent or taken; a BMC's buffers end far below. */
    int LONGEST = 1500;

    /** An ASF presence ping or pong (DSP0136, 3.2.4). */
    record Presence(boolean pong, int tag, boolean ipmi) implements Packet {}

    /** An IPMI 1.5 packet without authentication and outside of any session: what is asked before a login. */
    record Sessionless(byte[] message) implements Packet {}

    /**
     * An RMCP+ packet (IPMI 2.0, 13.6).
     *
     * @param session id of the receiver's side of the session, 0 outside of any
     * @param payload as on the wire: still encrypted where {@code encrypted}
     * @param signed the bytes that the code covers; empty where not authenticated
     * @param code the integrity code at the end; empty where not authenticated
     */
    record Plus(
            PayloadType type,
            boolean encrypted,
            boolean authenticated,
            int session,
            int sequence,
            byte[] payload,
            byte[] signed,
            byte[] code)
            implements Packet {

        /** A packet of a handshake: in the clear and not signed. */
        public static Plus clear(PayloadType type, byte[] payload) {
            return new Plus(type, false, false, 0, 0, payload, new byte[0], new byte[0]);
        }
    }

    /** Little endian, as all numbers of IPMI are. */
    static ByteBuffer writer() {
        return ByteBuffer.allocate(LONGEST).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The bytes that were written. */
    static byte[] bytes(ByteBuffer written) {
        byte[] bytes = new byte[written.position()];
        written.flip().get(bytes);
        return bytes;
    }
}

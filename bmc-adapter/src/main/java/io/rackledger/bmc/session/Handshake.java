package io.rackledger.bmc.session;

import io.rackledger.bmc.rmcp.BadPacketException;
import io.rackledger.bmc.rmcp.Packet;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** The six messages of a login (IPMI 2.0, 13.17 to 13.23). A refusal may be as short as tag and status. */
public sealed interface Handshake {
    /** Bytes of random numbers and of the GUID. */
    int BLOCK = 16;
    /** In the role byte of RAKP 1: look the user up by name alone, not by name and privilege. */
    int NAME_ONLY = 0x10;

    int tag();

    /** @param suite empty where the three algorithms are none that we speak; then only their numbers are told back */
    record OpenRequest(int tag, int privilege, int consoleId, Optional<CipherSuite> suite, byte[] algorithms)
            implements Handshake {
        public static OpenRequest of(int tag, int privilege, int consoleId, CipherSuite suite) {
            ByteBuffer out = buffer();
            algorithm(out, 0, suite.authentication());
            algorithm(out, 1, suite.integrity());
            algorithm(out, 2, suite.confidentiality());
            return new OpenRequest(tag, privilege, consoleId, Optional.of(suite), Packet.bytes(out));
        }
    }

    /** @param status 0 is well; else the two ids are 0 */
    record OpenResponse(int tag, int status, int privilege, int consoleId, int bmcId, byte[] algorithms)
            implements Handshake {}

    record Rakp1(int tag, int bmcId, byte[] random, int role, byte[] user) implements Handshake {}

    /** @param random and guid are empty where the status is not 0 */
    record Rakp2(int tag, int status, int consoleId, byte[] random, byte[] guid, byte[] code) implements Handshake {}

    /** @param status by which the console tells that it gives up; 0 with a code */
    record Rakp3(int tag, int status, int bmcId, byte[] code) implements Handshake {}

    record Rakp4(int tag, int status, int consoleId, byte[] code) implements Handshake {}

    private static void algorithm(ByteBuffer out, int payload, int number) {
        out.put((byte) payload).putShort((short) 0).put((byte) 8).put((byte) number);
        out.put((byte) 0).putShort((short) 0);
    }

    default byte[] encode() {
        ByteBuffer out = buffer();
        out.put((byte) tag());
        switch (this) {
            case OpenRequest(var _, var privilege, var id, var _, var algorithms) ->
                out.put((byte) privilege).putShort((short) 0).putInt(id).put(algorithms);
            case OpenResponse(var _, var status, var privilege, var console, var bmc, var algorithms) ->
                out.put((byte) status)
                        .put((byte) privilege)
                        .put((byte) 0)
                        .putInt(console)
                        .putInt(bmc)
                        .put(algorithms);
            case Rakp1(var _, var id, var random, var role, var user) ->
                out.put(new byte[3])
                        .putInt(id)
                        .put(random)
                        .put((byte) role)
                        .putShort((short) 0)
                        .put((byte) user.length)
                        .put(user);
            case Rakp2(var _, var status, var id, var random, var guid, var code) ->
                told(out, status, id).put(random).put(guid).put(code);
            case Rakp3(var _, var status, var id, var code) ->
                told(out, status, id).put(code);
            case Rakp4(var _, var status, var id, var code) ->
                told(out, status, id).put(code);
        }
        return Packet.bytes(out);
    }

    private static ByteBuffer told(ByteBuffer out, int status, int id) {
        return out.put((byte) status).putShort((short) 0).putInt(id);
    }

    private static ByteBuffer buffer() {
        return Packet.writer();
    }

    /** Reads the messages of either side. */
    final class Reader {
        private static final int ALGORITHMS = 24;

        private final ByteBuffer in;

        private Reader(byte[] payload) {
            in = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
        }

        private interface Body<T> {
            T read(Reader reader);
        }

        private static <T> T read(String what, byte[] payload, Body<T> body) throws BadPacketException {
            try {
                return body.read(new Reader(payload));
            } catch (BufferUnderflowException e) {
                throw new BadPacketException(what + " is cut off after " + payload.length + " bytes");
            }
        }

        private int octet() {
            return in.get() & 0xff;
        }

        private byte[] bytes(int length) {
            if (length > in.remaining()) {
                throw new BufferUnderflowException();
            }
            byte[] bytes = new byte[length];
            in.get(bytes);
            return bytes;
        }

        private byte[] rest() {
            return bytes(in.remaining());
        }

        private Reader skip(int length) {
            bytes(length);
            return this;
        }

        private int number() {
            return in.getInt();
        }

        public static OpenRequest openRequest(byte[] payload) throws BadPacketException {
            return read("an Open Session request", payload, in -> {
                int tag = in.octet();
                int privilege = in.octet() & 0x0f;
                int console = in.skip(2).number();
                byte[] algorithms = in.bytes(ALGORITHMS);
                Optional<CipherSuite> suite =
                        CipherSuite.of(algorithms[4] & 0x3f, algorithms[12] & 0x3f, algorithms[20] & 0x3f);
                return new OpenRequest(tag, privilege, console, suite, algorithms);
            });
        }

        /** A BMC that refuses may send no more than tag and status. */
        public static OpenResponse openResponse(byte[] payload) throws BadPacketException {
            return read("an Open Session response", payload, in -> {
                int tag = in.octet();
                int status = in.octet();
                if (status != 0) {
                    return new OpenResponse(tag, status, 0, 0, 0, new byte[0]);
                }
                int privilege = in.octet();
                int console = in.skip(1).number();
                return new OpenResponse(tag, 0, privilege, console, in.number(), in.rest());
            });
        }

        public static Rakp1 rakp1(byte[] payload) throws BadPacketException {
            return read("RAKP 1", payload, in -> {
                int tag = in.octet();
                int id = in.skip(3).number();
                byte[] random = in.bytes(BLOCK);
                int role = in.octet();
                int length = in.skip(2).octet();
                return new Rakp1(tag, id, random, role, in.bytes(length));
            });
        }

        public static Rakp2 rakp2(byte[] payload) throws BadPacketException {
            return read("RAKP 2", payload, in -> {
                int tag = in.octet();
                int status = in.octet();
                if (status != 0) {
                    return new Rakp2(tag, status, 0, new byte[0], new byte[0], new byte[0]);
                }
                int id = in.skip(2).number();
                return new Rakp2(tag, 0, id, in.bytes(BLOCK), in.bytes(BLOCK), in.rest());
            });
        }

        public static Rakp3 rakp3(byte[] payload) throws BadPacketException {
            return read(
                    "RAKP 3",
                    payload,
                    in -> new Rakp3(in.octet(), in.octet(), in.skip(2).number(), in.rest()));
        }

        public static Rakp4 rakp4(byte[] payload) throws BadPacketException {
            return read("RAKP 4", payload, in -> {
                int tag = in.octet();
                int status = in.octet();
                return status != 0
                        ? new Rakp4(tag, status, 0, new byte[0])
                        : new Rakp4(tag, 0, in.skip(2).number(), in.rest());
            });
        }
    }
}

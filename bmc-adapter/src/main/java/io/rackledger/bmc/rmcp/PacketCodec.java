package io.rackledger.bmc.rmcp;

import io.rackledger.bmc.rmcp.Packet.Plus;
import io.rackledger.bmc.rmcp.Packet.Presence;
import io.rackledger.bmc.rmcp.Packet.Sessionless;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Packets to bytes and back. Decoding never fails but with {@link BadPacketException}. */
public final class PacketCodec {
    private static final byte VERSION = 0x06;
    private static final byte NO_ACK = (byte) 0xff;
    private static final byte CLASS_ASF = 0x06;
    private static final byte CLASS_IPMI = 0x07;
    private static final byte AUTH_NONE = 0x00;
    private static final byte AUTH_RMCP_PLUS = 0x06;
    private static final byte NEXT_HEADER = 0x07;
    private static final int ASF_IANA = 4542;
    private static final byte PING = (byte) 0x80;
    private static final byte PONG = 0x40;
    private static final int ENCRYPTED = 0x80;
    private static final int AUTHENTICATED = 0x40;
    private static final int SUPPORTS_IPMI = 0x80;

    private PacketCodec() {}

    public static byte[] encode(Packet packet) {
        ByteBuffer out = Packet.writer();
        out.put(VERSION).put((byte) 0).put(NO_ACK);
        switch (packet) {
            case Presence presence -> presence(out.put(CLASS_ASF), presence);
            case Sessionless(var message) ->
                out.put(CLASS_IPMI)
                        .put(AUTH_NONE)
                        .putInt(0)
                        .putInt(0)
                        .put((byte) message.length)
                        .put(message);
            case Plus plus -> {
                out.put(CLASS_IPMI);
                if (plus.authenticated()) {
                    out.put(plus.signed()).put(plus.code());
                } else {
                    header(out, plus).put(plus.payload());
                }
            }
        }
        return Packet.bytes(out);
    }

    private static void presence(ByteBuffer out, Presence presence) {
        out.order(ByteOrder.BIG_ENDIAN).putInt(ASF_IANA);
        out.put(presence.pong() ? PONG : PING).put((byte) presence.tag()).put((byte) 0);
        if (presence.pong()) {
            out.put((byte) 16).putInt(ASF_IANA).putInt(0);
            out.put((byte) (presence.ipmi() ? SUPPORTS_IPMI | 1 : 1)).put(new byte[7]);
        } else {
            out.put((byte) 0);
        }
    }

    /** The session header and the payload's length, up to the payload. */
    private static ByteBuffer header(ByteBuffer out, Plus plus) {
        int flags = (plus.encrypted() ? ENCRYPTED : 0) | (plus.authenticated() ? AUTHENTICATED : 0);
        return out.put(AUTH_RMCP_PLUS)
                .put((byte) (plus.type().code() | flags))
                .putInt(plus.session())
                .putInt(plus.sequence())
                .putShort((short) plus.payload().length);
    }

    /** What an authenticated packet's code covers: header, payload, and the pad that makes it a multiple of four (13.28.4). */
    public static byte[] signed(PayloadType type, boolean encrypted, int session, int sequence, byte[] payload) {
        ByteBuffer out = Packet.writer();
        header(out, new Plus(type, encrypted, true, session, sequence, payload, new byte[0], new byte[0]));
        out.put(payload);
        int pad = Math.floorMod(-(out.position() + 2), 4);
        for (int i = 0; i < pad; i++) {
            out.put((byte) 0xff);
        }
        out.put((byte) pad).put(NEXT_HEADER);
        return Packet.bytes(out);
    }

    public static Packet decode(byte[] bytes) throws BadPacketException {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        try {
            if (in.get() != VERSION) {
                throw new BadPacketException("not RMCP version 1.0");
            }
            in.get();
            in.get();
            int kind = in.get() & 0x1f;
            return switch (kind) {
                case CLASS_ASF -> presence(in);
                case CLASS_IPMI -> ipmi(in);
                default -> throw new BadPacketException("RMCP class " + kind + " is neither ASF nor IPMI");
            };
        } catch (BufferUnderflowException e) {
            throw new BadPacketException("cut off after " + bytes.length + " bytes");
        }
    }

    private static Packet presence(ByteBuffer in) throws BadPacketException {
        in.order(ByteOrder.BIG_ENDIAN);
        int iana = in.getInt();
        byte type = in.get();
        int tag = in.get() & 0xff;
        in.get();
        in.get();
        if (iana != ASF_IANA || (type != PING && type != PONG)) {
            throw new BadPacketException("an ASF message that is no presence ping or pong");
        }
        if (type == PING) {
            return new Presence(false, tag, false);
        }
        in.getInt();
        in.getInt();
        return new Presence(true, tag, (in.get() & SUPPORTS_IPMI) != 0);
    }

    private static Packet ipmi(ByteBuffer in) throws BadPacketException {
        int start = in.position();
        byte auth = in.get();
        return switch (auth) {
            case AUTH_NONE -> {
                in.getInt();
                in.getInt();
                yield new Sessionless(take(in, in.get() & 0xff));
            }
            case AUTH_RMCP_PLUS -> plus(in, start);
            default -> throw new BadPacketException("authentication type " + auth + " is not spoken here");
        };
    }

    private static Plus plus(ByteBuffer in, int start) throws BadPacketException {
        int flags = in.get() & 0xff;
        PayloadType type = PayloadType.of(flags & 0x3f)
                .orElseThrow(() -> new BadPacketException("payload type " + (flags & 0x3f) + " is not spoken here"));
        int session = in.getInt();
        int sequence = in.getInt();
        byte[] payload = take(in, in.getShort() & 0xffff);
        boolean encrypted = (flags & ENCRYPTED) != 0;
        if ((flags & AUTHENTICATED) == 0) {
            return new Plus(type, encrypted, false, session, sequence, payload, new byte[0], new byte[0]);
        }
        int end = trailer(in, start);
        byte[] signed = Arrays.copyOfRange(in.array(), start, end);
        return new Plus(type, encrypted, true, session, sequence, payload, signed, take(in, in.remaining()));
    }

    /** Passes over pad, pad length and next header; returns where the code begins. */
    private static int trailer(ByteBuffer in, int start) throws BadPacketException {
        int pad = Math.floorMod(-(in.position() - start + 2), 4);
        // Some BMCs pad differently: what counts is that a pad length and the next header stand where they say.
        for (int tried = 0; tried < 4; tried++) {
            int length = (pad + tried) % 4;
            int at = in.position() + length;
            if (at + 1 < in.limit() && in.get(at) == length && in.get(at + 1) == NEXT_HEADER) {
                in.position(at + 2);
                return at + 2;
            }
        }
        throw new BadPacketException("no session trailer after the payload");
    }

    private static byte[] take(ByteBuffer in, int length) throws BadPacketException {
        if (length > in.remaining()) {
            throw new BadPacketException("says " + length + " bytes follow, and " + in.remaining() + " do");
        }
        byte[] taken = new byte[length];
        in.get(taken);
        return taken;
    }
}

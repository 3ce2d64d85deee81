package io.rackledger.bmc.rmcp;

import java.util.Arrays;

/**
 * A packet of a serial console over the network (IPMI 2.0, 15.9): its own number, what it acknowledges, and characters.
 *
 * @param number 1 to 15; 0 where it carries nothing that is to be acknowledged
 * @param acknowledged number of the packet that is acknowledged, 0 for none
 * @param accepted how many of that packet's characters were taken
 * @param flags of the BMC: status, of the console: what it is to do
 */
public record SolPacket(int number, int acknowledged, int accepted, int flags, byte[] characters) {
    /** Either side: the characters were not, or not all, taken. */
    public static final int NACK = 0x40;
    /** From the BMC: its serial port takes nothing at the moment. */
    public static final int UNAVAILABLE = 0x20;
    /** From the BMC: it ends the console. */
    public static final int DEACTIVATING = 0x10;
    /** From the BMC: characters of the machine were lost for want of room. */
    public static final int OVERRUN = 0x08;
    /** From the console: hold the line's break. */
    public static final int BREAK = 0x10;
    /** Bytes before the characters. */
    public static final int HEADER = 4;

    private static final int NUMBER = 0x0f;
    private static final int MOST = 255;

    public SolPacket {
        if (characters.length > MOST) {
            throw new IllegalArgumentException("a packet of " + characters.length + " characters; at most 255 can go");
        }
    }

    /** The number behind this one; 0 is none. */
    public static int after(int number) {
        return number % NUMBER + 1;
    }

    public byte[] encode() {
        byte[] out = new byte[HEADER + characters.length];
        out[0] = (byte) (number & NUMBER);
        out[1] = (byte) (acknowledged & NUMBER);
        out[2] = (byte) accepted;
        out[3] = (byte) flags;
        System.arraycopy(characters, 0, out, HEADER, characters.length);
        return out;
    }

    public static SolPacket decode(byte[] in) throws BadPacketException {
        if (in.length < HEADER || in.length > HEADER + MOST) {
            throw new BadPacketException("a console packet of " + in.length + " bytes");
        }
        return new SolPacket(
                in[0] & NUMBER, in[1] & NUMBER, in[2] & 0xff, in[3] & 0xff, Arrays.copyOfRange(in, HEADER, in.length));
    }

    /** Whether the other side refused it, or a part of it. */
    public boolean isNack() {
        return (flags & NACK) != 0;
    }
}

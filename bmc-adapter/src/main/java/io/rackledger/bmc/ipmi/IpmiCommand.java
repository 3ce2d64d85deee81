package io.rackledger.bmc.ipmi;

import io.rackledger.bmc.rmcp.BadPacketException;

/**
 * A request, and how its answer is read.
 *
 * @param name as the specification calls it
 * @param netFn network function, even
 * @param repeat whether it may be sent again where nobody knows if the first one was carried out
 * @param reader reads what follows the completion code 0
 */
public record IpmiCommand<T>(String name, int netFn, int command, byte[] data, Repeat repeat, Reader<T> reader) {
    /** Whether a command that may have been carried out may be sent again. */
    public enum Repeat {
        /** It reads, or sets what it names: a second time changes nothing. */
        HARMLESS,
        /** A second time is a second effect. */
        NEVER
    }

    /** Reads an answer's bytes. */
    public interface Reader<T> {
        T read(byte[] body) throws BadPacketException;
    }

    /** What an answer without content is read to. */
    public enum Done {
        DONE
    }

    static <T> IpmiCommand<T> reading(String name, int netFn, int command, Reader<T> reader, int... data) {
        return new IpmiCommand<>(name, netFn, command, octets(data), Repeat.HARMLESS, reader);
    }

    static IpmiCommand<Done> setting(String name, int netFn, int command, int... data) {
        return new IpmiCommand<>(name, netFn, command, octets(data), Repeat.HARMLESS, _ -> Done.DONE);
    }

    static IpmiCommand<Done> once(String name, int netFn, int command, int... data) {
        return new IpmiCommand<>(name, netFn, command, octets(data), Repeat.NEVER, _ -> Done.DONE);
    }

    /** Anything else; the answer is given as it came. */
    public static IpmiCommand<byte[]> raw(int netFn, int command, byte... data) {
        String name = "raw 0x%02x 0x%02x".formatted(netFn, command);
        return new IpmiCommand<>(name, netFn, command, data.clone(), Repeat.NEVER, body -> body);
    }

    private static byte[] octets(int... values) {
        byte[] octets = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            octets[i] = (byte) values[i];
        }
        return octets;
    }

    /** The bytes, if there are as many as the specification says at least. */
    static byte[] atLeast(int length, byte[] body) throws BadPacketException {
        if (body.length < length) {
            throw new BadPacketException(
                    "an answer of " + body.length + " bytes where the specification has at least " + length);
        }
        return body;
    }

    /** An unsigned number of one to four bytes at this place, little endian. */
    static int number(byte[] bytes, int at, int length) {
        int number = 0;
        for (int i = length - 1; i >= 0; i--) {
            number = number << 8 | bytes[at + i] & 0xff;
        }
        return number;
    }
}

package io.rackledger.boot.dhcp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** An IPv4 address; ordered as the unsigned number that it is. */
public record Ipv4(int bits) implements Comparable<Ipv4> {
    public static final Ipv4 NONE = new Ipv4(0);
    public static final Ipv4 BROADCAST = new Ipv4(-1);

    private static final Pattern FORM = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    /**
     * Reads dotted decimal.
     *
     * @throws IllegalArgumentException naming the text
     */
    public static Ipv4 parse(String text) {
        int bits = 0;
        if (FORM.matcher(text).matches()) {
            for (String part : text.split("\\.")) {
                int value = Integer.parseInt(part);
                if (value > 255) {
                    throw new IllegalArgumentException("'" + text + "' is no IPv4 address; use one such as 10.0.0.1");
                }
                bits = bits << 8 | value;
            }
            return new Ipv4(bits);
        }
        throw new IllegalArgumentException("'" + text + "' is no IPv4 address; use one such as 10.0.0.1");
    }

    /** The address of four bytes. */
    static Ipv4 of(byte[] four) {
        return new Ipv4((four[0] & 0xff) << 24 | (four[1] & 0xff) << 16 | (four[2] & 0xff) << 8 | four[3] & 0xff);
    }

    byte[] bytes() {
        return new byte[] {(byte) (bits >>> 24), (byte) (bits >>> 16), (byte) (bits >>> 8), (byte) bits};
    }

    InetAddress toInet() {
        try {
            return InetAddress.getByAddress(bytes());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are always an address", e);
        }
    }

    Ipv4 next() {
        return new Ipv4(bits + 1);
    }

    boolean isNone() {
        return bits == 0;
    }

    @Override
    public int compareTo(Ipv4 other) {
        return Integer.compareUnsigned(bits, other.bits);
    }

    @Override
    public String toString() {
        return (bits >>> 24) + "." + (bits >>> 16 & 0xff) + "." + (bits >>> 8 & 0xff) + "." + (bits & 0xff);
    }
}

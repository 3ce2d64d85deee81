package io.rackledger.boot.admission;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** Which rack a machine stands in, as far as its address tells: machines of one rack share a network. */
final class Racks {
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_PREFIX = 64;

    private final int prefix;

    Racks(int prefix) {
        this.prefix = prefix;
    }

    /** A key that the addresses of one rack have in common. */
    String of(InetSocketAddress machine) {
        InetAddress address = machine.getAddress();
        if (address == null) {
            return "unresolved";
        }
        byte[] bytes = address.getAddress();
        int bits = bytes.length == IPV4_BYTES ? prefix : IPV6_PREFIX;
        byte[] network = Arrays.copyOf(bytes, (bits + 7) / 8);
        int spare = network.length * 8 - bits;
        network[network.length - 1] &= (byte) (0xff << spare);
        return HexFormat.of().formatHex(network);
    }
}

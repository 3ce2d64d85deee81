package io.rackledger.bmc.wol;

import io.rackledger.core.identity.MacAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** What wakes a network card: six bytes of ones, sixteen times its address, and the password that it may want (AMD, Magic Packet Technology). */
final class MagicPacket {
    private static final int REPEATS = 16;
    private static final int ONES = 6;
    private static final int ADDRESS = 6;

    private MagicPacket() {}

    /** @param password of SecureOn, 4 or 6 bytes; empty for none */
    static byte[] of(MacAddress mac, byte[] password) {
        byte[] address = HexFormat.of().parseHex(mac.value().replace(":", ""));
        ByteBuffer out = ByteBuffer.allocate(ONES + REPEATS * ADDRESS + password.length);
        for (int i = 0; i < ONES; i++) {
            out.put((byte) 0xff);
        }
        for (int i = 0; i < REPEATS; i++) {
            out.put(address);
        }
        return out.put(password).array();
    }
}

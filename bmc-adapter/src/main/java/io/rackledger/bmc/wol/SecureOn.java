package io.rackledger.bmc.wol;

import java.util.HexFormat;
import java.util.regex.Pattern;

/** The password of SecureOn as people write it: six bytes like a MAC address, or four like an IPv4 address. It goes over the wire in the clear. */
final class SecureOn {
    private static final Pattern SIX = Pattern.compile("[0-9a-fA-F]{2}([:-][0-9a-fA-F]{2}){5}");
    private static final Pattern FOUR = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final int LARGEST = 255;

    private SecureOn() {}

    /** @throws IllegalArgumentException where it is neither; the message does not hold it */
    static byte[] parse(String text) {
        if (text.isEmpty()) {
            return new byte[0];
        }
        if (SIX.matcher(text).matches()) {
            return HexFormat.of().parseHex(text.replaceAll("[:-]", ""));
        }
        if (!FOUR.matcher(text).matches()) {
            throw unfit();
        }
        String[] parts = text.split("\\.");
        byte[] bytes = new byte[parts.length];
        for (int i = 0; i < bytes.length; i++) {
            int value = Integer.parseInt(parts[i]);
            if (value > LARGEST) {
                throw unfit();
            }
            bytes[i] = (byte) value;
        }
        return bytes;
    }

    private static IllegalArgumentException unfit() {
        return new IllegalArgumentException(
                "the password of this Wake-on-LAN account is none of SecureOn; write six bytes as 01:23:45:67:89:ab,"
                        + " or four as 192.168.0.1");
    }
}

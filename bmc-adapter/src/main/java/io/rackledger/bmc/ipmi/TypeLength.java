package io.rackledger.bmc.ipmi;

import io.rackledger.bmc.rmcp.BadPacketException;
import java.nio.charset.StandardCharsets;

/**
 * A text with its type and length before it, as in sensor records and inventories (IPMI 2.0, 43.15; FRU storage definition, 13).
 *
 * @param text printable; binary content in hexadecimal
 * @param end place of the byte behind it
 */
record TypeLength(String text, int end) {
    private static final String BCD_PLUS = "0123456789 -.???";
    private static final int LENGTH = 0x3f;

    /** @param at place of the byte that tells type and length */
    static TypeLength read(byte[] bytes, int at) throws BadPacketException {
        if (at >= bytes.length) {
            throw new BadPacketException("a text that would begin behind the end");
        }
        int length = bytes[at] & LENGTH;
        int from = at + 1;
        if (from + length > bytes.length) {
            throw new BadPacketException("a text of " + length + " bytes where " + (bytes.length - from) + " are left");
        }
        String text = switch (bytes[at] >> 6 & 3) {
            case 0 -> hex(bytes, from, length);
            case 1 -> bcd(bytes, from, length);
            case 2 -> sixBit(bytes, from, length);
            default -> new String(bytes, from, length, StandardCharsets.ISO_8859_1);
        };
        return new TypeLength(printable(text), from + length);
    }

    private static String hex(byte[] bytes, int from, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < from + length; i++) {
            text.append("%02x".formatted(bytes[i]));
        }
        return text.toString();
    }

    private static String bcd(byte[] bytes, int from, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < from + length; i++) {
            text.append(BCD_PLUS.charAt(bytes[i] >> 4 & 0x0f)).append(BCD_PLUS.charAt(bytes[i] & 0x0f));
        }
        return text.toString();
    }

    /** Four characters in three bytes, the first in the lowest bits. */
    private static String sixBit(byte[] bytes, int from, int length) {
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit + 6 <= 8 * length; bit += 6) {
            int at = from + bit / 8;
            int two = bytes[at] & 0xff | (at + 1 < from + length ? (bytes[at + 1] & 0xff) << 8 : 0);
            text.append((char) (0x20 + (two >> bit % 8 & 0x3f)));
        }
        return text.toString();
    }

    private static String printable(String text) {
        StringBuilder kept = new StringBuilder();
        text.chars().filter(c -> c >= ' ' && c < 0x7f || c > 0xa0).forEach(c -> kept.append((char) c));
        return kept.toString().strip();
    }
}

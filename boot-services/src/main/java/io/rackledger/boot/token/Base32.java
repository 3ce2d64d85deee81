package io.rackledger.boot.token;

/** RFC 4648 base32 in lower case without padding: safe in URLs, scripts and shells, and readable aloud. */
final class Base32 {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int BITS = 5;

    private Base32() {}

    /** Encodes the first {@code count} bytes; {@code count} is a multiple of 5. */
    static String encode(byte[] bytes, int count) {
        StringBuilder out = new StringBuilder(count * 8 / BITS);
        int held = 0;
        int bits = 0;
        for (int i = 0; i < count; i++) {
            held = (held << 8 | bytes[i] & 0xff) & 0xffff;
            bits += 8;
            while (bits >= BITS) {
                bits -= BITS;
                out.append(ALPHABET.charAt(held >> bits & 31));
            }
        }
        return out.toString();
    }
}

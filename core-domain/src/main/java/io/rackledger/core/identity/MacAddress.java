package io.rackledger.core.identity;

import java.util.Locale;

/** EUI-48 address in lower-case, colon-separated form. */
public record MacAddress(String value) implements Comparable<MacAddress> {
    private static final int LENGTH = 17;

    public MacAddress {
        Text.require(isCanonical(value), "MAC address", value, "six hex pairs such as 52:54:00:12:34:56");
        int first = Integer.parseInt(value.substring(0, 2), 16);
        Text.require((first & 1) == 0, "MAC address", value, "a unicast address (even first byte)");
    }

    private static boolean isCanonical(String value) {
        boolean canonical = value.length() == LENGTH;
        for (int at = 0; canonical && at < LENGTH; at += 3) {
            canonical = Text.isHex(value, at, at + 2) && (at + 2 == LENGTH || value.charAt(at + 2) == ':');
        }
        return canonical;
    }

    /** Accepts upper case and the separators ':' and '-'. */
    public static MacAddress parse(String text) {
        return new MacAddress(text.toLowerCase(Locale.ROOT).replace('-', ':'));
    }

    @Override
    public int compareTo(MacAddress other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

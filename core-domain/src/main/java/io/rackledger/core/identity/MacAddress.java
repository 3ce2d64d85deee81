package io.rackledger.core.identity;

import java.util.Locale;
import java.util.regex.Pattern;

/** EUI-48 address in lower-case, colon-separated form. */
public record MacAddress(String value) implements Comparable<MacAddress> {
    private static final Pattern CANONICAL = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");

    public MacAddress {
        Text.require(
                CANONICAL.matcher(value).matches(), "MAC address", value, "six hex pairs such as 52:54:00:12:34:56");
        int first = Integer.parseInt(value.substring(0, 2), 16);
        Text.require((first & 1) == 0, "MAC address", value, "a unicast address (even first byte)");
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

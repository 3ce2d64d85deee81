package io.rackledger.bmc.session;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The BMC key (K_g) of two-key logins as people write it: text, or {@code 0x} and hexadecimal digits for bytes that are no text. */
public final class BmcKey {
    private static final Pattern HEXADECIMAL =
            Pattern.compile("0x([0-9a-fA-F]{2}){1," + Account.LONGEST_PASSWORD + "}");

    private BmcKey() {}

    /** Its bytes. The refusal, an {@link IllegalArgumentException}, does not show the key. */
    public static byte[] parse(String text) {
        if (HEXADECIMAL.matcher(text).matches()) {
            return HexFormat.of().parseHex(text.substring(2));
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes.length > Account.LONGEST_PASSWORD) {
            throw new IllegalArgumentException("the BMC key (K_g) has " + bytes.length
                    + " bytes; give 1 to 20, or 0x and 2 to 40 hexadecimal digits");
        }
        return bytes;
    }
}

package io.rackledger.boot.report;

import io.rackledger.core.identity.Text;
import java.nio.charset.StandardCharsets;

/** Text of machines, as it may be kept and shown: nothing in it can move a cursor, turn a line around or forge another line. */
public final class ForeignText {
    private ForeignText() {}

    /**
     * Bytes of a step's output as lines. Broken UTF-8 becomes U+FFFD, line ends stay, every other control or format character
     * becomes an escape such as {@code \x1b} or {@code \u202e}.
     */
    public static String lines(byte[] bytes) {
        return Text.escaped(new String(bytes, StandardCharsets.UTF_8));
    }
}

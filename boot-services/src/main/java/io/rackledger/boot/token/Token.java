package io.rackledger.boot.token;

import io.rackledger.core.identity.Text;
import java.util.regex.Pattern;

/** 160 bits in 32 characters of base32. A secret: it is never written down, not even refused ones. */
public record Token(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z2-7]{32}");

    public Token {
        Text.require(fits(value), "token", value.length() + " characters", "32 characters of a-z and 2-7");
    }

    /** Whether the text could be a token. */
    public static boolean fits(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public String toString() {
        return "token(secret)";
    }
}

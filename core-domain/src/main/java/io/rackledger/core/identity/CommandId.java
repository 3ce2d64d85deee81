package io.rackledger.core.identity;

import java.util.regex.Pattern;

/** Identity that the caller gives a command (Idempotency-Key): a repeat with the same id gets the first answer. */
public record CommandId(String value) {
    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,128}");

    public CommandId {
        Text.require(
                FORM.matcher(value).matches(),
                "command id",
                value,
                "1 to 128 printable ASCII characters without spaces");
    }

    @Override
    public String toString() {
        return value;
    }
}

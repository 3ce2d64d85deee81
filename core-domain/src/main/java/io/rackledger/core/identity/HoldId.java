package io.rackledger.core.identity;

import java.util.regex.Pattern;

/** Identity of a hold on a node. */
public record HoldId(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    public HoldId {
        Text.require(FORM.matcher(value).matches(), "hold id", value, "1 to 64 of a-z, 0-9 and '-'");
    }

    @Override
    public String toString() {
        return value;
    }
}

package io.rackledger.boot.script;

import io.rackledger.core.identity.Text;
import java.util.regex.Pattern;

/** A place in a script to go to. */
record Label(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z-]{0,30}");

    Label {
        Text.require(FORM.matcher(value).matches(), "label of a boot script", value, "1 to 31 of a-z and '-'");
    }

    @Override
    public String toString() {
        return value;
    }
}

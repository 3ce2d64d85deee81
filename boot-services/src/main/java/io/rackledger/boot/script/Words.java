package io.rackledger.boot.script;

import io.rackledger.core.identity.Text;
import java.util.regex.Pattern;

/** Text that iPXE prints. Plain words only: no '$', '{', '|', '&', '#', quote, backslash or control character. */
record Words(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 .,:()/_-]{0,199}");

    Words {
        Text.require(FORM.matcher(value).matches(), "text of a boot script", value, "1 to 200 plain characters");
    }

    @Override
    public String toString() {
        return value;
    }
}

package io.rackledger.boot.script;

import io.rackledger.core.identity.Text;
import java.util.regex.Pattern;

/** Name of a file that the boot server offers: no directory, and not hidden. */
public record FileName(String value) implements Comparable<FileName> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,127}");

    public FileName {
        Text.require(fits(value), "file name", value, "1 to 128 of letters, digits, '.', '_', '+' and '-'");
    }

    /** Whether the text could be such a name. */
    public static boolean fits(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public int compareTo(FileName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

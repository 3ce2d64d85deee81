package io.rackledger.boot.script;

import io.rackledger.core.identity.Text;
import java.util.regex.Pattern;

/**
 * One argument of a kernel: no space, quote, '$' (iPXE would expand it), '|', '&' or '#'.
 *
 * @param value such as {@code console=ttyS0,115200}
 */
public record KernelArgument(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._,:;=/@+%~-]{0,299}");

    public KernelArgument {
        Text.require(FORM.matcher(value).matches(), "kernel argument", value, "name=value without spaces and quotes");
    }

    @Override
    public String toString() {
        return value;
    }
}

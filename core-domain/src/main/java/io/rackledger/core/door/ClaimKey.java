package io.rackledger.core.door;

import io.rackledger.core.identity.BmcAddress;
import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.Text;
import java.util.regex.Pattern;

/** A thing that only one node may have: {@code mac:52:54:00:12:34:56}, {@code name:web-1}, {@code bmc:10.0.0.5:623}. */
public record ClaimKey(String value) {
    private static final Pattern FORM = Pattern.compile("(mac|name|bmc):[\\x21-\\x7e]{1,300}");

    public ClaimKey {
        Text.require(FORM.matcher(value).matches(), "claim", value, "mac:, name: or bmc: and what is claimed");
    }

    public static ClaimKey of(MacAddress mac) {
        return new ClaimKey("mac:" + mac);
    }

    public static ClaimKey ofName(String name) {
        return new ClaimKey("name:" + name);
    }

    public static ClaimKey of(BmcAddress bmc) {
        return new ClaimKey("bmc:" + bmc.value());
    }

    @Override
    public String toString() {
        return value;
    }
}

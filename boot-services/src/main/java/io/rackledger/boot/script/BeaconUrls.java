package io.rackledger.boot.script;

import io.rackledger.core.identity.MacAddress;
import io.rackledger.core.identity.Text;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a boot loader tells which step failed: under the same name by HTTP and by TFTP.
 *
 * @param http base of HTTP
 * @param tftp {@code tftp://address} or {@code tftp://address:port} where TFTP is served, for machines whose HTTP does not get through
 * @param token proves the attempt: 32 characters of a-z and 2-7
 */
public record BeaconUrls(HttpUrl http, Optional<String> tftp, String token) {
    private static final Pattern TFTP = Pattern.compile("tftp://([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");
    private static final Pattern TOKEN = Pattern.compile("[a-z2-7]{32}");

    public BeaconUrls {
        tftp.ifPresent(base -> Text.require(
                TFTP.matcher(base).matches(), "TFTP base of beacons", base, "tftp://address or tftp://address:port"));
        Text.require(TOKEN.matcher(token).matches(), "token", token.length() + " characters", "32 of a-z and 2-7");
    }

    /** The name before the error's number. */
    static String before(MacAddress mac, Label step) {
        return "/rackledger-beacon/" + mac.value().replace(':', '-') + "/" + step + "/";
    }
}

package io.rackledger.bmc.redfish;

import io.rackledger.core.identity.BmcAddress;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Which of the systems behind a BMC is meant, as the BMC address says.
 *
 * @param path of the system; empty where the address names only the BMC
 * @param uuid in lower case; empty for any
 * @param serial serial number; empty for any
 */
record SystemChoice(String path, String uuid, String serial) {
    private static final Pattern QUERY = Pattern.compile("(uuid|serial)=([A-Za-z0-9._-]+)");
    private static final Pattern SERVICE = Pattern.compile("(/(redfish(/(v1(/(Systems/?)?)?)?)?)?)?");

    /** Fails with {@link IllegalArgumentException} where the query of the address is none. */
    static SystemChoice of(BmcAddress address) {
        URI uri = address.uri();
        String told = uri.getPath() == null ? "" : uri.getPath();
        String path = SERVICE.matcher(told).matches() ? "" : told;
        if (uri.getQuery() == null) {
            return new SystemChoice(path, "", "");
        }
        Matcher query = QUERY.matcher(uri.getQuery());
        if (!path.isEmpty() || !query.matches()) {
            throw new IllegalArgumentException("BMC address " + address
                    + " has a query that is not understood; use ?serial=<number> or ?uuid=<uuid>, without a path");
        }
        return query.group(1).equals("uuid")
                ? new SystemChoice("", query.group(2).toLowerCase(Locale.ROOT), "")
                : new SystemChoice("", "", query.group(2));
    }

    boolean isFree() {
        return uuid.isEmpty() && serial.isEmpty();
    }

    boolean matches(JsonNode system) {
        return (uuid.isEmpty() || uuid.equals(system.path("UUID").asString("").toLowerCase(Locale.ROOT)))
                && (serial.isEmpty()
                        || serial.equals(
                                system.path("SerialNumber").asString("").strip()));
    }

    String words() {
        return isFree() ? "named" : uuid.isEmpty() ? "that with serial number " + serial : "that with UUID " + uuid;
    }

    static String words(JsonNode system) {
        return "serial " + system.path("SerialNumber").asString("") + ", UUID "
                + system.path("UUID").asString("");
    }
}

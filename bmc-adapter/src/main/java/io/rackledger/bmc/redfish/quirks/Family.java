package io.rackledger.bmc.redfish.quirks;

import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A family's file.
 *
 * @param maker matches one of the maker's names as a whole, whatever the case; empty matches every one
 * @param source where what the file says was learned
 * @param quirks in what it differs from the generic one
 * @param variants models or versions that differ from the family; the last one that matches counts
 */
record Family(String maker, String source, JsonNode quirks, List<Variant> variants) {
    /** @param model matches the manager's model as a whole, {@code version} its firmware's version */
    record Variant(String model, String version, JsonNode quirks) {
        boolean matches(Maker of) {
            return Family.matches(model, of.model()) && Family.matches(version, of.version());
        }
    }

    boolean isOf(Maker of) {
        return of.names().anyMatch(name -> matches(maker, name));
    }

    private static boolean matches(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE).matcher(text).matches();
    }
}

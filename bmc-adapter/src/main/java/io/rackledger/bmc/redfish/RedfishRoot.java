package io.rackledger.bmc.redfish;

import io.rackledger.bmc.redfish.quirks.Maker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The service root (DSP0268): where things are, and who made the BMC. */
record RedfishRoot(JsonNode body) {
    static final String PATH = "/redfish/v1/";

    /** Where sessions are opened; empty where the service has none. */
    Optional<String> sessions() {
        return link(body.path("Links").path("Sessions"));
    }

    Optional<String> collection(String name) {
        return link(body.path(name));
    }

    Maker maker() {
        List<String> oem = new ArrayList<>(body.path("Oem").propertyNames());
        return new Maker(body.path("Vendor").asString(""), body.path("Product").asString(""), oem, "", "");
    }

    static Optional<String> link(JsonNode resource) {
        return Optional.of(resource.path("@odata.id").asString("")).filter(path -> !path.isEmpty());
    }

    /** The members of a collection, or of a list of links. */
    static List<String> members(JsonNode list) {
        List<String> paths = new ArrayList<>();
        list.forEach(member -> link(member).ifPresent(paths::add));
        return paths;
    }
}

package io.rackledger.bmc.simulated;

import java.util.Collection;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The forms that all resources have. */
final class RedfishJson {
    static final String ROOT = "/redfish/v1";

    private RedfishJson() {}

    static ObjectNode object() {
        return JsonMapper.shared().createObjectNode();
    }

    /** @param type without its version, which is the same for all that it matters to */
    static ObjectNode resource(String path, String type, String id, String name) {
        return object().put("@odata.id", path)
                .put("@odata.type", "#" + type)
                .put("Id", id)
                .put("Name", name);
    }

    static ObjectNode collection(String path, String of, Collection<String> members) {
        ObjectNode node = object().put("@odata.id", path)
                .put("@odata.type", "#" + of + "Collection." + of + "Collection")
                .put("Name", of + " Collection")
                .put("Members@odata.count", members.size());
        ArrayNode list = node.putArray("Members");
        members.forEach(each -> list.addObject().put("@odata.id", each));
        return node;
    }

    static void link(ObjectNode from, String name, String path) {
        from.putObject(name).put("@odata.id", path);
    }

    static void links(ObjectNode from, String name, String path) {
        from.putArray(name).addObject().put("@odata.id", path);
    }

    static void well(ObjectNode resource) {
        resource.putObject("Status").put("State", "Enabled").put("Health", "OK");
    }

    static JsonNode parse(String body) {
        try {
            return JsonMapper.shared().readTree(body.isEmpty() ? "{}" : body);
        } catch (JacksonException e) {
            return object();
        }
    }
}

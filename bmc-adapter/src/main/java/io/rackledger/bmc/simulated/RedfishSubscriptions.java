package io.rackledger.bmc.simulated;

import static io.rackledger.bmc.simulated.RedfishJson.ROOT;
import static io.rackledger.bmc.simulated.RedfishJson.resource;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** EventService: keeps subscriptions, and sends nothing. Thread-safe. */
final class RedfishSubscriptions {
    static final String SERVICE = ROOT + "/EventService";
    static final String SUBSCRIPTIONS = SERVICE + "/Subscriptions";

    private final TreeMap<String, ObjectNode> all = new TreeMap<>();
    private final Set<String> unseen = new HashSet<>();
    private int numbers;

    synchronized int count() {
        return all.size();
    }

    synchronized RedfishReply answer(String method, String path, String body, RedfishCharacter character) {
        if (path.equals(SERVICE) && method.equals("GET")) {
            ObjectNode service = resource(SERVICE, "EventService.v1_7_0.EventService", "EventService", "Event Service")
                    .put("ServiceEnabled", true);
            RedfishJson.well(service);
            RedfishJson.link(service, "Subscriptions", SUBSCRIPTIONS);
            return RedfishReply.ok(service);
        }
        if (path.equals(SUBSCRIPTIONS) && method.equals("GET")) {
            return RedfishReply.ok(RedfishJson.collection(SUBSCRIPTIONS, "EventDestination", all.keySet()));
        }
        if (path.equals(SUBSCRIPTIONS) && method.equals("POST")) {
            return subscribe(RedfishJson.parse(body), character);
        }
        ObjectNode one = all.get(path);
        if (one == null || unseen.remove(path)) {
            return RedfishReply.notHere(path);
        }
        return switch (method) {
            case "GET" -> RedfishReply.ok(one);
            case "DELETE" -> {
                all.remove(path);
                yield RedfishReply.done();
            }
            default -> RedfishReply.notAllowed();
        };
    }

    private RedfishReply subscribe(JsonNode body, RedfishCharacter character) {
        String destination = body.path("Destination").asString("");
        if (!destination.matches("https?://.+")
                || !body.path("Protocol").asString("").equals("Redfish")) {
            return RedfishReply.error(400, "Base.1.8.PropertyMissing", "Destination or Protocol is missing.");
        }
        String id = Integer.toString(++numbers);
        String path = SUBSCRIPTIONS + "/" + id;
        ObjectNode made = resource(path, "EventDestination.v1_8_0.EventDestination", id, "Event Subscription")
                .put("Destination", destination)
                .put("Context", body.path("Context").asString(""))
                .put("Protocol", "Redfish")
                .put("SubscriptionType", "RedfishEvent");
        all.put(path, made);
        if (character.is(RedfishTrait.LATE_MEMBERS)) {
            unseen.add(path);
        }
        return RedfishReply.created(made, path);
    }
}

package io.rackledger.bmc.simulated;

import static io.rackledger.bmc.simulated.RedfishJson.ROOT;
import static io.rackledger.bmc.simulated.RedfishJson.resource;

import io.rackledger.core.node.BootDevice;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** EventService: keeps subscriptions, and tells those who have one that the machine was switched. Thread-safe. */
final class RedfishSubscriptions implements PowerListener {
    static final String SERVICE = ROOT + "/EventService";
    private static final String DISABLED = "Disabled";
    static final String SUBSCRIPTIONS = SERVICE + "/Subscriptions";

    private final TreeMap<String, ObjectNode> all = new TreeMap<>();
    private final Set<String> unseen = new HashSet<>();
    private final RedfishDelivery delivery;
    private final Clock clock;
    private int numbers;
    private int events;

    RedfishSubscriptions(RedfishDelivery delivery, Clock clock) {
        this.delivery = delivery;
        this.clock = clock;
    }

    synchronized int count() {
        return all.size();
    }

    /** Where events are sent to. */
    synchronized List<String> destinations() {
        return all.values().stream()
                .map(each -> each.path("Destination").asString())
                .toList();
    }

    /** As some BMCs after a restart or an update. */
    synchronized void forget() {
        all.clear();
    }

    /** As services do that could not deliver: it is there, and nothing comes of it. */
    synchronized void suspend() {
        all.values().forEach(each -> each.putObject("Status").put("State", DISABLED));
    }

    synchronized boolean isSending() {
        return all.values().stream().allMatch(RedfishSubscriptions::isSending);
    }

    private static boolean isSending(ObjectNode subscription) {
        return !subscription.path("Status").path("State").asString("").equals(DISABLED);
    }

    @Override
    public void poweredOn(Optional<BootDevice> override) {
        tell("ResourcePoweredOn", "has powered on.");
    }

    @Override
    public void poweredOff() {
        tell("ResourcePoweredOff", "has powered off.");
    }

    private synchronized void tell(String name, String words) {
        String id = Integer.toString(++events);
        for (ObjectNode each : all.values()) {
            if (isSending(each)) {
                ObjectNode body = RedfishJson.object()
                        .put("@odata.type", "#Event.v1_7_0.Event")
                        .put("Id", id)
                        .put("Name", "Event Array")
                        .put("Context", each.path("Context").asString());
                ObjectNode event = body.putArray("Events")
                        .addObject()
                        .put("MemberId", "0")
                        .put("EventType", "Alert")
                        .put("EventId", id)
                        .put("EventTimestamp", clock.instant().toString())
                        .put("MessageSeverity", "OK")
                        .put("MessageId", "ResourceEvent.1.3." + name)
                        .put("Message", "The resource '" + RedfishHardware.SYSTEM + "' " + words);
                event.putArray("MessageArgs").add(RedfishHardware.SYSTEM);
                RedfishJson.link(event, "OriginOfCondition", RedfishHardware.SYSTEM);
                delivery.send(each.path("Destination").asString(), body.toString());
            }
        }
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

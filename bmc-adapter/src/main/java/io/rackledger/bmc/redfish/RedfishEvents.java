package io.rackledger.bmc.redfish;

import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Subscriptions to a BMC's events (DSP0266, "Eventing"; DSP0268, EventDestination). */
final class RedfishEvents {
    private static final int NOT_FOUND = 404;
    private static final int MOST_LOOKS = 4;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    /** Services hold ten or so; whatever tells more is looked at no further. */
    private static final int MOST_MEMBERS = 64;

    private final RedfishLink link;

    RedfishEvents(RedfishLink link) {
        this.link = link;
    }

    /** The path of the subscription, which is read back. */
    String subscribe(String destination, String context, Instant until) throws BmcTrouble {
        String collection = subscriptions(until);
        Optional<String> present = keepOne(collection, destination, context, until);
        return present.isPresent() ? present.get() : make(collection, destination, context, until);
    }

    /** Whether it is there, goes to this address, and is not suspended. */
    boolean isSubscribed(String subscription, String destination, Instant until) throws BmcTrouble {
        RedfishRequest request = RedfishRequest.get(subscription);
        RedfishAnswer answer = link.ask(request, until);
        if (!answer.isGood() && answer.status() != NOT_FOUND) {
            throw link.errors().trouble(request, answer, link.quirks(until));
        }
        return answer.isGood() && goesTo(destination, answer.body()) && isSending(answer.body());
    }

    /** The one that is there already; others that are ours are ended. What cannot be read is somebody else's, or just gone. */
    private Optional<String> keepOne(String collection, String destination, String context, Instant until)
            throws BmcTrouble {
        List<String> members =
                RedfishRoot.members(link.get(collection, until).body().path("Members"));
        Optional<String> found = Optional.empty();
        for (String path : members.subList(0, Math.min(members.size(), MOST_MEMBERS))) {
            RedfishAnswer answer = link.ask(RedfishRequest.get(path), until);
            if (!answer.isGood()) {
                continue;
            }
            boolean wanted = goesTo(destination, answer.body());
            if (wanted && found.isEmpty() && isSending(answer.body())) {
                found = Optional.of(path);
            } else if (wanted || answer.body().path("Context").asString("").equals(context)) {
                unsubscribe(path, until);
            }
        }
        return found;
    }

    /** The address is a secret, and a BMC may repeat it: its own words are left out of what is told. */
    private String make(String collection, String destination, String context, Instant until) throws BmcTrouble {
        String body = JsonMapper.shared()
                .createObjectNode()
                .put("Destination", destination)
                .put("Context", context)
                .put("Protocol", "Redfish")
                .put("SubscriptionType", "RedfishEvent")
                .toString();
        RedfishRequest request = RedfishRequest.post(collection, body);
        RedfishAnswer made = link.ask(request, until);
        if (!made.isGood()) {
            throw link.errors().troubleWithoutWords(request, made, link.quirks(until));
        }
        String path = made.headers()
                .firstValue("Location")
                .map(RedfishLogin::path)
                .or(() -> RedfishRoot.link(made.body()))
                .orElseThrow(() -> link.errors()
                        .trouble(FailureKind.CORRUPT, "made a subscription, and does not tell where it is"));
        if (!goesTo(destination, made(path, until))) {
            throw link.errors()
                    .trouble(
                            FailureKind.NO_EFFECT,
                            "made a subscription, and reads back another destination; end it on the BMC's own page");
        }
        return path;
    }

    private JsonNode made(String path, Instant until) throws BmcTrouble {
        RedfishRequest look = RedfishRequest.get(path);
        for (int looks = 1; ; looks++) {
            RedfishAnswer answer = link.ask(look, until);
            if (answer.isGood()) {
                return answer.body();
            }
            boolean late = answer.status() == NOT_FOUND && link.quirks(until).lateMembers();
            if (!late || looks == MOST_LOOKS) {
                throw link.errors().trouble(look, answer, link.quirks(until));
            }
            link.pause(BETWEEN_LOOKS, look);
        }
    }

    private static boolean goesTo(String destination, JsonNode subscription) {
        return subscription.path("Destination").asString("").equals(destination);
    }

    /** One that could not be delivered too often is suspended by some services, and stays so (DSP0268, DeliveryRetryPolicy). */
    private static boolean isSending(JsonNode subscription) {
        return !subscription.path("Status").path("State").asString("").equals("Disabled");
    }

    void unsubscribe(String subscription, Instant until) throws BmcTrouble {
        RedfishRequest request = RedfishRequest.delete(subscription);
        RedfishAnswer answer = link.ask(request, until);
        if (!answer.isGood() && answer.status() != NOT_FOUND) {
            throw link.errors().trouble(request, answer, link.quirks(until));
        }
    }

    private String subscriptions(Instant until) throws BmcTrouble {
        Optional<String> path = link.root(until).collection("EventService");
        if (path.isEmpty()) {
            throw link.errors().trouble(FailureKind.UNSUPPORTED, "has no service for events");
        }
        RedfishRequest request = RedfishRequest.get(path.get());
        RedfishAnswer answer = link.ask(request, until);
        if (answer.status() == NOT_FOUND) {
            throw link.errors().trouble(FailureKind.UNSUPPORTED, "names a service for events that is not there");
        }
        if (!answer.isGood()) {
            throw link.errors().trouble(request, answer, link.quirks(until));
        }
        JsonNode service = answer.body();
        if (!service.path("ServiceEnabled").asBoolean(true)) {
            throw link.errors()
                    .trouble(FailureKind.UNSUPPORTED, "has its service for events switched off; switch it on there");
        }
        return RedfishRoot.link(service.path("Subscriptions"))
                .orElseThrow(() -> link.errors().trouble(FailureKind.UNSUPPORTED, "has no subscriptions to events"));
    }
}

package io.rackledger.bmc.redfish;

import io.rackledger.bmc.driver.BmcTrouble;
import io.rackledger.bmc.driver.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Subscriptions to a BMC's events (DSP0266, "Eventing"; DSP0268, EventDestination). */
final class RedfishEvents {
    private static final int NOT_FOUND = 404;
    private static final int MOST_LOOKS = 4;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final RedfishLink link;

    RedfishEvents(RedfishLink link) {
        this.link = link;
    }

    /** The path of the subscription, which is read back. */
    String subscribe(String destination, String context, Instant until) throws BmcTrouble {
        String collection = subscriptions(until);
        String body = JsonMapper.shared()
                .createObjectNode()
                .put("Destination", destination)
                .put("Context", context)
                .put("Protocol", "Redfish")
                .put("SubscriptionType", "RedfishEvent")
                .toString();
        RedfishAnswer made = link.send(RedfishRequest.post(collection, body), until);
        String path = made.headers()
                .firstValue("Location")
                .map(RedfishLogin::path)
                .or(() -> RedfishRoot.link(made.body()))
                .orElseThrow(() -> link.errors()
                        .trouble(FailureKind.CORRUPT, "made a subscription, and does not tell where it is"));
        JsonNode told = made(path, until);
        if (!told.path("Destination").asString("").equals(destination)) {
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

    void unsubscribe(String subscription, Instant until) throws BmcTrouble {
        RedfishRequest request = RedfishRequest.delete(subscription);
        RedfishAnswer answer = link.ask(request, until);
        if (!answer.isGood() && answer.status() != NOT_FOUND) {
            throw link.errors().trouble(request, answer, link.quirks(until));
        }
    }

    private String subscriptions(Instant until) throws BmcTrouble {
        Optional<String> service = link.root(until).collection("EventService");
        Optional<String> collection = service.isEmpty()
                ? Optional.empty()
                : RedfishRoot.link(link.get(service.get(), until).body().path("Subscriptions"));
        return collection.orElseThrow(
                () -> link.errors().trouble(FailureKind.UNSUPPORTED, "has no service for events"));
    }
}

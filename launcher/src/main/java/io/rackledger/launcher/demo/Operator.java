package io.rackledger.launcher.demo;

import io.rackledger.launcher.client.ApiClient;
import io.rackledger.launcher.client.ApiProblem;
import io.rackledger.launcher.client.Paths;
import io.rackledger.launcher.demo.DemoPlan.Errand;
import io.rackledger.launcher.rack.RackSlot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An operator who brings one machine from the inventory list to its purpose, over the REST API only. */
final class Operator {
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private final ApiClient client;
    private final Fleet fleet;
    private final String credential;

    Operator(ApiClient client, Fleet fleet, String credential) {
        this.client = client;
        this.fleet = fleet;
        this.credential = credential;
    }

    /** How it ended; {@code row} is the node's last row, absent where it never came. */
    record Result(RackSlot slot, boolean asPlanned, String trouble, Optional<JsonNode> row) {}

    Result carryOut(RackSlot slot, List<Errand> errands) throws InterruptedException {
        try {
            client.post(Paths.NODES, inventory(slot), "demo-create-" + slot.name());
            Optional<JsonNode> row = fleet.await(slot.name(), _ -> true, PATIENCE);
            for (Errand errand : errands) {
                row = errand(slot, errand);
                String state = row.map(r -> r.path("state").asString("")).orElse("");
                if (!state.equals(errand.leadsTo())) {
                    return new Result(slot, false, errand.verb() + " led to '" + state + "'", row);
                }
            }
            return new Result(slot, true, "", row);
        } catch (ApiProblem problem) {
            return new Result(slot, false, problem.words(), Optional.empty());
        }
    }

    private Optional<JsonNode> errand(RackSlot slot, Errand errand) throws InterruptedException {
        String body = errand.body().replace("%s", slot.name());
        JsonNode accepted = client.post(Paths.action(slot.name(), errand.verb()), body, "");
        long from = accepted.path("sequence").asLong(0);
        return fleet.await(
                slot.name(), row -> row.path("sequence").asLong(0) > from && isAtRest(row, errand), PATIENCE);
    }

    /** Undeploy passes through cleaning; every other errand ends in the first stable or failed state. */
    private static boolean isAtRest(JsonNode row, Errand errand) {
        String kind = row.path("kind").asString("");
        return kind.equals("failed")
                || row.path("state").asString("").equals(errand.leadsTo())
                || kind.equals("stable") && row.path("failure").isObject();
    }

    private String inventory(RackSlot slot) {
        ObjectNode body = JsonMapper.shared()
                .createObjectNode()
                .put("name", slot.name())
                .put("driver", slot.driver())
                .put("bmc", slot.bmc().value())
                .put("bmcCredential", credential)
                .put("resourceClass", "demo");
        body.putArray("ports").add(slot.mac().value());
        return body.toString();
    }
}

package io.rackledger.e2e.cloudinit;

import io.rackledger.e2e.cloudinit.EngineClient.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** Plays one scenario: the operator's part through the API, nothing else. */
final class ScenarioPlayer {
    private static final Duration PATIENCE = Duration.ofSeconds(300);
    private static final String ACTIONS = "/actions/";

    private final EngineClient engine;
    private final BrokenMetadataHost brokenHost;
    private final Map<String, String> image;
    private int refusedStatus;
    private String refusedDetail = "";

    ScenarioPlayer(EngineClient engine, BrokenMetadataHost brokenHost, Map<String, String> image) {
        this.engine = engine;
        this.brokenHost = brokenHost;
        this.image = image;
    }

    ScenarioResult play(Scenario scenario, Machine machine) {
        scenario.atInspect().forEach(fault -> set(machine, fault));
        scenario.seedFault().forEach(fault -> brokenHost.misbehave(machine.address(), fault));
        String node = "/nodes/" + scenario.name();
        engine.accepted(
                "/nodes",
                Map.of(
                        "name", scenario.name(),
                        "driver", "redfish",
                        "bmc", machine.bmcAddress(),
                        "ports", List.of(machine.mac())));
        engine.accepted(node + ACTIONS + "manage", Map.of());
        engine.await(scenario.name(), Set.of("manageable"), PATIENCE);
        engine.accepted(node + ACTIONS + "inspect", Map.of("steps", scenario.inspectSteps()));
        JsonNode inspected = engine.await(scenario.name(), Set.of("manageable", "inspect failed"), PATIENCE);
        return scenario.deploys() && inspected.path("state").asString("").equals("manageable")
                ? deploy(scenario, machine, node)
                : result(scenario, machine, inspected);
    }

    private ScenarioResult deploy(Scenario scenario, Machine machine, String node) {
        engine.accepted(node + ACTIONS + "provide", Map.of());
        engine.await(scenario.name(), Set.of("available", "clean failed"), PATIENCE);
        Map<String, Object> instance = new HashMap<>(image);
        instance.put("name", scenario.name());
        instance.put("userData", scenario.userData());
        if (scenario.force()) {
            Answer refused = engine.post(node + ACTIONS + "deploy", Map.of("instance", instance));
            refusedStatus = refused.status();
            refusedDetail = refused.body().path("detail").asString("");
        }
        engine.accepted(node + ACTIONS + "deploy", Map.of("instance", instance, "force", scenario.force()));
        armInstalledSystem(scenario, machine, node);
        return result(scenario, machine, engine.await(scenario.name(), Set.of("active", "deploy failed"), PATIENCE));
    }

    /** Faults of a deployment hit the installed system: they are set when the machine has left its first boot behind. */
    private void armInstalledSystem(Scenario scenario, Machine machine, String node) {
        if (scenario.atDeploy().isEmpty()) {
            return;
        }
        Awaitility.await("second stage of the deployment of " + scenario.name())
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> engine.get(node)
                                .body()
                                .path("attempt")
                                .path("stage")
                                .asString(""),
                        stage -> stage.equalsIgnoreCase("finish") || stage.equalsIgnoreCase("installed"));
        scenario.atDeploy().forEach(fault -> set(machine, fault));
    }

    private static void set(Machine machine, Scenario.Fault fault) {
        machine.fault(fault.stage(), fault.action(), fault.target(), fault.port(), fault.text());
    }

    private ScenarioResult result(Scenario scenario, Machine machine, JsonNode node) {
        JsonNode failure = node.path("failure");
        JsonNode attempt = node.path("attempt");
        Instant started = Instant.parse(attempt.path("startedAt").asString("1970-01-01T00:00:00Z"));
        Instant ended = Instant.parse(node.path("stateSince").asString("1970-01-01T00:00:00Z"));
        return new ScenarioResult(
                scenario.name(),
                machine.address(),
                "",
                node.path("state").asString(""),
                failure.path("code").asString(""),
                failure.path("sentence").asString(""),
                failure.path("lastGoodLink").asString(""),
                failure.path("missingLink").asString(""),
                Duration.between(started, ended).toMillis() / 1000.0,
                everActive(scenario),
                links(attempt),
                refusedStatus,
                refusedDetail);
    }

    private static List<String> links(JsonNode attempt) {
        return StreamSupport.stream(attempt.path("crumbs").spliterator(), false)
                .map(crumb -> crumb.path("words").asString(""))
                .toList();
    }

    /** The timeline knows every state that the node was ever in. */
    private boolean everActive(Scenario scenario) {
        JsonNode timeline =
                engine.get("/nodes/" + scenario.name() + "/timeline?limit=500").body();
        return StreamSupport.stream(timeline.path("items").spliterator(), false)
                .anyMatch(entry -> entry.toString().contains("\"to\":\"active\""));
    }
}

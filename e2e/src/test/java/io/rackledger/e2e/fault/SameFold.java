package io.rackledger.e2e.fault;

import io.rackledger.core.door.NodeStream;
import io.rackledger.core.identity.NodeId;
import io.rackledger.core.node.Node;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whether every engine has folded the same. A command side tells its fold of a node in the refusal of a command: the release of a hold
 * that nobody placed is refused everywhere and changes nothing.
 */
final class SameFold {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration ONE_CALL = Duration.ofSeconds(10);
    private static final int MOST_NODES = 200;

    private SameFold() {}

    /** Differences between what the engines tell and what the log says; waits a little for engines that are behind. */
    static List<String> differences(List<EngineNode> engines, Map<NodeId, NodeStream> log) {
        List<String> different = new ArrayList<>();
        try (HttpClient http = Client.http()) {
            log.entrySet().stream()
                    .filter(each -> each.getValue().state() instanceof Node)
                    .limit(MOST_NODES)
                    .forEach(each -> {
                        for (EngineNode engine : engines) {
                            compare(http, engine, each.getKey(), each.getValue(), different);
                        }
                    });
        }
        return different;
    }

    private static void compare(
            HttpClient http, EngineNode engine, NodeId id, NodeStream stream, List<String> different) {
        Map<String, String> wanted = wanted(stream);
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .until(() -> told(http, engine, id).equals(wanted));
        } catch (ConditionTimeoutException _) {
            different.add(
                    "node " + id + " at " + engine.name() + " is " + told(http, engine, id) + ", in the log " + wanted);
        }
    }

    private static Map<String, String> wanted(NodeStream stream) {
        Node node = (Node) stream.state();
        Map<String, String> wanted = new HashMap<>();
        wanted.put("name", node.attributes().name());
        wanted.put("state", node.state().wireName());
        wanted.put("sequence", Long.toString(stream.sequence()));
        wanted.put(
                "holds",
                String.join(
                        ",",
                        node.holds().stream().map(hold -> hold.id().value()).toList()));
        return wanted;
    }

    private static Map<String, String> told(HttpClient http, EngineNode engine, NodeId id) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(engine.apiUrl() + "/api/v1/nodes/" + id + "/holds/nobody-placed-this"))
                .timeout(ONE_CALL)
                .DELETE()
                .build();
        try {
            JsonNode node = JsonMapper.shared()
                    .readTree(http.send(request, BodyHandlers.ofString()).body())
                    .path("node");
            List<String> holds = new ArrayList<>();
            node.path("holders").forEach(hold -> holds.add(hold.path("id").asString()));
            return Map.of(
                    "name", node.path("name").asString(),
                    "state", node.path("state").asString(),
                    "sequence", node.path("sequence").asString(),
                    "holds", String.join(",", holds));
        } catch (IOException e) {
            return Map.of("unreachable", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

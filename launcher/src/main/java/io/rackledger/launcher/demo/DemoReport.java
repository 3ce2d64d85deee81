package io.rackledger.launcher.demo;

import io.rackledger.launcher.client.ApiClient;
import io.rackledger.launcher.demo.Operator.Result;
import io.rackledger.launcher.rack.MachineFault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What came out, from the log by way of the query API. */
final class DemoReport {
    private final ApiClient client;
    private final List<Result> results;
    private final Optional<Duration> firstActive;
    private final Duration total;

    DemoReport(ApiClient client, List<Result> results, Optional<Duration> firstActive, Duration total) {
        this.client = client;
        this.results = List.copyOf(results);
        this.firstActive = firstActive;
        this.total = total;
    }

    /** Every machine that works is active, and every faulty one has failed with a reason. */
    boolean asPlanned() {
        return results.stream().allMatch(result -> isFaulty(result) ? hasFailed(result) : result.asPlanned());
    }

    /** Machines that should work and did not, with the reason. */
    List<String> surprises() {
        return results.stream()
                .filter(result -> isFaulty(result) ? !hasFailed(result) : !result.asPlanned())
                .map(result ->
                        result.slot().name() + " (" + result.slot().fault().words() + "): " + surprise(result))
                .toList();
    }

    private static String surprise(Result result) {
        String sentence = result.row()
                .map(row -> row.path("failure").path("sentence").asString(""))
                .orElse("");
        return (result.asPlanned() ? "should have failed, and did not" : result.trouble())
                + (sentence.isEmpty() ? "" : ": " + sentence);
    }

    ObjectNode json() {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        firstActive.ifPresentOrElse(
                after -> json.put("firstActiveSeconds", seconds(after)), () -> json.putNull("firstActiveSeconds"));
        json.put("nodes", results.size());
        json.put("active", results.stream().filter(DemoReport::isActive).count());
        json.put("totalSeconds", seconds(total));
        ArrayNode faulty = json.putArray("faulty");
        results.stream().filter(DemoReport::isFaulty).forEach(result -> faulty.add(failure(result)));
        return json;
    }

    private ObjectNode failure(Result result) {
        JsonNode story = story(result).orElseGet(() -> JsonMapper.shared().createObjectNode());
        ObjectNode json = JsonMapper.shared()
                .createObjectNode()
                .put("node", result.slot().name())
                .put("fault", result.slot().fault().words())
                .put(
                        "failureCode",
                        story.path("attempt").path("failure").path("code").asString(""))
                .put("lastGoodLink", story.path("lastGoodLink").asString(""))
                .put("missingLink", story.path("missingLink").asString(""))
                .put("sentence", story.path("sentence").asString(""));
        detectedAfter(story)
                .ifPresentOrElse(
                        after -> json.put("detectedAfterSeconds", seconds(after)),
                        () -> json.putNull("detectedAfterSeconds"));
        return json;
    }

    /** From the last good link of the attempt, or from its start where there was none, to the verdict. */
    private static Optional<Duration> detectedAfter(JsonNode story) {
        JsonNode attempt = story.path("attempt");
        String ended = attempt.path("endedAt").asString("");
        String good = story.path("lastGoodLink").asString("");
        String last = attempt.path("startedAt").asString("");
        for (JsonNode phase : attempt.path("phases")) {
            boolean link = phase.path("kind").asString("").equals("link");
            if (link && good.startsWith(phase.path("words").asString(" "))) {
                last = phase.path("at").asString("");
            }
        }
        return ended.isEmpty() || last.isEmpty()
                ? Optional.empty()
                : Optional.of(Duration.between(Instant.parse(last), Instant.parse(ended)));
    }

    /** The story of a machine's last attempt. */
    Optional<JsonNode> story(Result result) {
        return result.row()
                .map(row -> row.path("attempt").path("id").asString(""))
                .filter(id -> !id.isEmpty())
                .map(id -> client.get("/api/v1/attempts/" + ApiClient.encode(id) + "/story"));
    }

    /** The machine with this fault. */
    Optional<Result> with(MachineFault fault) {
        return results.stream().filter(result -> result.slot().fault() == fault).findFirst();
    }

    private static boolean isFaulty(Result result) {
        return result.slot().fault() != MachineFault.NONE;
    }

    private static boolean isActive(Result result) {
        return result.row()
                .filter(row -> row.path("state").asString("").equals("active"))
                .isPresent();
    }

    private static boolean hasFailed(Result result) {
        return result.row()
                .filter(row -> row.path("kind").asString("").equals("failed"))
                .isPresent();
    }

    private static double seconds(Duration time) {
        return Math.round(time.toMillis() / 10.0) / 100.0;
    }
}

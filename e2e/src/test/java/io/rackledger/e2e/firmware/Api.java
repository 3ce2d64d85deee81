package io.rackledger.e2e.firmware;

import io.rackledger.e2e.cloudinit.Shell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** The engine's API, asked by curl inside the namespace where it listens. */
final class Api {
    private static final String BASE = "http://127.0.0.1:8480/api/v1";
    private static final Pattern CRUMB = Pattern.compile(" CrumbRecorded link seen: (.*?)(?: \\d+)?, from ");
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final Segment segment;
    private final Map<String, String> positions = new HashMap<>();

    Api(Segment segment) {
        this.segment = segment;
    }

    /** Whether it answers at all by now. */
    boolean answers() {
        List<String> command = new ArrayList<>(segment.inside());
        command.addAll(
                List.of("sh", "-c", "curl -sf -m 5 -o /dev/null '" + BASE + "/nodes?limit=1' && echo yes || echo no"));
        return Shell.run(PATIENCE, Map.of(), command).strip().equals("yes");
    }

    /** What an existing thing looks like. */
    JsonNode get(String path) {
        return ask(BASE + path);
    }

    /** The node's document, not older than the last command that was accepted for it. */
    JsonNode node(String name) {
        String position = positions.getOrDefault(name, "");
        return get("/nodes/" + name + (position.isEmpty() ? "" : "?minPosition=" + position));
    }

    /** Enrolls a node, or starts an action. */
    void command(String node, String path, Map<String, Object> body) {
        JsonNode answer = ask(
                "-H", "Content-Type: application/json", "--data-binary", JSON.writeValueAsString(body), BASE + path);
        positions.put(node, answer.path("position").asString(""));
    }

    /** What happened to the node, a line each, in order. */
    List<String> timeline(String node) {
        return StreamSupport.stream(
                        get("/nodes/" + node + "/timeline?limit=1000&detail=all")
                                .path("items")
                                .spliterator(),
                        false)
                .map(item ->
                        item.path("at").asString("") + " " + item.path("type").asString("") + " "
                                + item.path("words").asString("") + " " + item.path("body"))
                .toList();
    }

    /** The links that the node's last attempt has shown, in order, over all of its systems and waits. */
    List<String> links(String node) {
        List<String> lines = timeline(node);
        int began = IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).contains(" AttemptStarted "))
                .max()
                .orElse(0);
        return lines.subList(began, lines.size()).stream()
                .map(CRUMB::matcher)
                .filter(Matcher::find)
                .map(link -> link.group(1))
                .toList();
    }

    private JsonNode ask(String... arguments) {
        List<String> command = new ArrayList<>(segment.inside());
        command.addAll(List.of("curl", "-sS", "--fail-with-body", "-m", "30"));
        command.addAll(List.of(arguments));
        String text = Shell.run(PATIENCE, Map.of(), command);
        return JSON.readTree(text.isBlank() ? "{}" : text);
    }

    /** The timeline as one text. */
    String story(String node) {
        return timeline(node).stream().collect(Collectors.joining("\n"));
    }
}

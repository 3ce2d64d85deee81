package io.rackledger.launcher.client;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code log tail}. */
@Command(name = "tail", description = "Follows the log as it grows, until stopped.")
final class LogTailCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ClientOptions options = new ClientOptions();

    @Option(names = "--filter", paramLabel = "EXPR", defaultValue = "", description = "As for node list.")
    private String filter = "";

    @Option(names = "--from", paramLabel = "ID", defaultValue = "", description = "Goes on after this event id.")
    private String from = "";

    @Override
    public Integer call() {
        Printer printer = options.printer(spec.commandLine().getOut());
        try (ApiClient client = options.client()) {
            client.stream(Paths.STREAM, Map.of("filter", filter), from, line -> {
                if (line.startsWith("data:")) {
                    show(printer, line.substring("data:".length()).strip());
                }
                return true;
            });
        }
        spec.commandLine().getErr().println("the engine ended the stream");
        return ExitCodes.UNAVAILABLE;
    }

    private void show(Printer printer, String data) {
        JsonNode event = parse(data);
        switch (options.output()) {
            case json -> printer.line(data);
            case yaml -> printer.one(event);
            case table -> printer.line(words(event, data));
        }
    }

    /** A change of a node as a line. */
    private static String words(JsonNode event, String data) {
        JsonNode node = event.path("node").isObject() ? event.path("node") : event;
        String name = node.path("name").asString("");
        if (name.isEmpty()) {
            return data;
        }
        String failure = node.path("failure").path("sentence").asString("");
        String what = node.path("waiting").path("what").asString("");
        String tail = failure.isEmpty() ? (what.isEmpty() ? "" : "waiting for " + what) : failure;
        return "%s  %-12s %-16s %s"
                .formatted(
                        node.path("updatedAt").asString(""),
                        name,
                        node.path("state").asString(""),
                        tail);
    }

    private static JsonNode parse(String data) {
        try {
            return JsonMapper.shared().readTree(data);
        } catch (JacksonException e) {
            return JsonMapper.shared().createObjectNode().put("unreadable", data);
        }
    }
}

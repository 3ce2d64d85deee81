package io.rackledger.launcher.client;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code node timeline}. */
@Command(name = "timeline", description = "Tells what happened to a node: events and signals in one order.")
final class NodeTimelineCommand implements Callable<Integer> {
    static final List<Column> COLUMNS = List.of(
            new Column("AT", "/at"),
            new Column("LANE", "/lane", 10),
            new Column("WHAT", "/words", 120),
            new Column("FROM", "/source", 22),
            new Column("BY", "/actor", 22));

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ClientOptions options = new ClientOptions();

    @Parameters(paramLabel = "NODE", description = "Id or name.")
    private String node = "";

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "200",
            description = "Entries at a time; default ${DEFAULT-VALUE}.")
    private int limit;

    @Option(names = "--cursor", paramLabel = "TEXT", defaultValue = "", description = "Where the last page ended.")
    private String cursor = "";

    @Option(names = "--all", description = "Heartbeats and step output, too.")
    private boolean all;

    @Override
    public Integer call() {
        try (ApiClient client = options.client()) {
            JsonNode answer = client.get(
                    Paths.timeline(node),
                    Map.of("limit", Integer.toString(limit), "cursor", cursor, "detail", all ? "all" : ""));
            options.printer(spec.commandLine().getOut()).list(answer, answer.path(Paths.ITEMS), COLUMNS);
            String next = answer.path("next").asString("");
            if (options.output() == Output.table && !next.isEmpty()) {
                options.printer(spec.commandLine().getOut()).line("more: --cursor " + next);
            }
            return ExitCodes.OK;
        }
    }
}

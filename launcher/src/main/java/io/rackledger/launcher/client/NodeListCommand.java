package io.rackledger.launcher.client;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code node list}. */
@Command(name = "list", description = "Lists nodes; filters, sorts and pages in the engine.")
final class NodeListCommand implements Callable<Integer> {
    private static final List<Column> COLUMNS = List.of(
            new Column("NAME", "/name", 30),
            new Column("STATE", "/state"),
            new Column("POWER", "/power"),
            new Column("POWER SINCE", "/powerSince"),
            new Column("REACHABLE", "/reachable"),
            new Column("SINCE", "/stateSince"),
            new Column("WAITING FOR", "/waiting/what", 50),
            new Column("DEADLINE", "/waiting/deadline"),
            new Column("FAILURE", "/failure/code"));

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ClientOptions options = new ClientOptions();

    @Option(
            names = "--filter",
            paramLabel = "EXPR",
            defaultValue = "",
            description =
                    "Such as 'kind:failed' or 'state:active;in_state>30m'; a wrong one is answered with all fields.")
    private String filter = "";

    @Option(
            names = "--sort",
            paramLabel = "FIELD",
            defaultValue = "",
            description = "Field to sort by; '-' before it reverses.")
    private String sort = "";

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "Rows at a time; default ${DEFAULT-VALUE}.")
    private int limit;

    @Option(names = "--cursor", paramLabel = "TEXT", defaultValue = "", description = "Where the last page ended.")
    private String cursor = "";

    @Override
    public Integer call() {
        try (ApiClient client = options.client()) {
            Map<String, String> query =
                    Map.of("filter", filter, "sort", sort, "limit", Integer.toString(limit), "cursor", cursor);
            JsonNode answer = client.get(Paths.NODES, query);
            Printer printer = options.printer(spec.commandLine().getOut());
            printer.list(answer, answer.path(Paths.ITEMS), COLUMNS);
            String next = answer.path("next").asString("");
            if (options.output() == Output.table && !next.isEmpty()) {
                printer.line("more: --cursor " + next);
            }
            return ExitCodes.OK;
        }
    }
}

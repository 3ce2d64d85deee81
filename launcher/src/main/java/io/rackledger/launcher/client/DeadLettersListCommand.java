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

/** {@code dead-letters list}. */
@Command(
        name = "list",
        description =
                "Lists records that could not be projected, and those of a node behind its dead one, in the log's order.")
final class DeadLettersListCommand implements Callable<Integer> {
    private static final List<Column> COLUMNS = List.of(
            new Column("ID", "/id"),
            new Column("KIND", "/kind"),
            new Column("NODE", "/name", 30),
            new Column("KEY", "/key", 40),
            new Column("SEQUENCE", "/sequence"),
            new Column("RECORD", "/types", 40),
            new Column("REASON", "/reason", 100));

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ClientOptions options = new ClientOptions();

    @Option(names = "--node", paramLabel = "NODE", defaultValue = "", description = "Id or name: of this node only.")
    private String node = "";

    @Option(names = "--cursor", paramLabel = "TEXT", defaultValue = "", description = "Where the last page ended.")
    private String cursor = "";

    @Override
    public Integer call() {
        try (ApiClient client = options.client()) {
            JsonNode answer = client.get(Paths.DEAD_LETTERS, Map.of("node", node, "cursor", cursor));
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

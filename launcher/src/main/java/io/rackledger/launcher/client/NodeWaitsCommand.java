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

/** {@code node waits}. */
@Command(
        name = "waits",
        description = "Lists what nodes wait for, since when, until when, and what was last heard of them.")
final class NodeWaitsCommand implements Callable<Integer> {
    private static final List<Column> COLUMNS = List.of(
            new Column("NAME", "/name", 30),
            new Column("STATE", "/state"),
            new Column("WAITING FOR", "/waiting/what", 55),
            new Column("NEXT LINK", "/waiting/expected"),
            new Column("SINCE", "/waiting/since"),
            new Column("DEADLINE", "/waiting/deadline"),
            new Column("THEN", "/waiting/onExpiry"),
            new Column("LAST HEARD", "/lastSignal/words", 50));

    private static final List<Column> PAST = List.of(
            new Column("STATE", "/state"),
            new Column("WAITED FOR", "/waiting/what", 70),
            new Column("SINCE", "/waiting/since"),
            new Column("ENDED", "/endedAt"),
            new Column("RAN OUT", "/expiredClock"),
            new Column("WAS DUE", "/expiredDue"));

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ClientOptions options = new ClientOptions();

    @Parameters(
            paramLabel = "NODE",
            arity = "0..1",
            defaultValue = "",
            description = "Id or name: the waits that this node has had, newest first.")
    private String node = "";

    @Option(names = "--filter", paramLabel = "EXPR", defaultValue = "", description = "As for node list.")
    private String filter = "";

    @Override
    public Integer call() {
        try (ApiClient client = options.client()) {
            Printer printer = options.printer(spec.commandLine().getOut());
            if (node.isEmpty()) {
                JsonNode answer = client.get(Paths.WAITS, Map.of("filter", filter));
                printer.list(answer, answer.path(Paths.ITEMS), COLUMNS);
            } else {
                JsonNode answer = client.get(Paths.node(node) + "/waits");
                printer.list(answer, answer.path(Paths.ITEMS), PAST);
            }
            return ExitCodes.OK;
        }
    }
}

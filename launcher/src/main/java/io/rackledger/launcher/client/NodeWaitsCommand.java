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

/** {@code node waits}. */
@Command(
        name = "waits",
        description = "Lists what nodes wait for, since when, until when, and what was last heard of them.")
final class NodeWaitsCommand implements Callable<Integer> {
    private static final List<Column> COLUMNS = List.of(
            new Column("NAME", "/name", 30),
            new Column("STATE", "/state"),
            new Column("WAITING FOR", "/waiting/what", 55),
            new Column("SINCE", "/waiting/since"),
            new Column("DEADLINE", "/waiting/deadline"),
            new Column("THEN", "/waiting/onExpiry"),
            new Column("LAST HEARD", "/lastSignal/words", 50));

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ClientOptions options = new ClientOptions();

    @Option(names = "--filter", paramLabel = "EXPR", defaultValue = "", description = "As for node list.")
    private String filter = "";

    @Override
    public Integer call() {
        try (ApiClient client = options.client()) {
            JsonNode answer = client.get(Paths.WAITS, Map.of("filter", filter));
            options.printer(spec.commandLine().getOut()).list(answer, answer.path(Paths.ITEMS), COLUMNS);
            return ExitCodes.OK;
        }
    }
}

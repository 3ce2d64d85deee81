package io.rackledger.launcher.client;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code node show}. */
@Command(name = "show", description = "Shows a node, now or as of any moment.")
final class NodeShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ClientOptions options = new ClientOptions();

    @Parameters(paramLabel = "NODE", description = "Id or name.")
    private String node = "";

    @Option(
            names = "--at",
            paramLabel = "WHEN",
            defaultValue = "",
            description = "An instant such as 2026-11-21T10:00:00Z, or a log position such as 3:120.")
    private String at = "";

    @Override
    public Integer call() {
        try (ApiClient client = options.client()) {
            JsonNode found = client.get(Paths.node(node), Map.of("at", at));
            options.printer(spec.commandLine().getOut()).one(found, found.at("/failure/sentence"));
            return ExitCodes.OK;
        }
    }
}

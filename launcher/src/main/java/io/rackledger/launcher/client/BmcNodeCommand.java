package io.rackledger.launcher.client;

import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Commands on a node's BMC that need the node's name alone. */
@Command
final class BmcNodeCommand implements Callable<Integer> {
    private final BiFunction<ApiClient, String, JsonNode> request;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ClientOptions options = new ClientOptions();

    @Parameters(paramLabel = "NODE", description = "Id or name.")
    private String node = "";

    /** @param request what is asked of the engine, about the node whose path is given */
    BmcNodeCommand(BiFunction<ApiClient, String, JsonNode> request) {
        this.request = request;
    }

    @Override
    public Integer call() {
        try (ApiClient client = options.client()) {
            options.printer(spec.commandLine().getOut()).one(request.apply(client, Paths.node(node)));
            return ExitCodes.OK;
        }
    }
}

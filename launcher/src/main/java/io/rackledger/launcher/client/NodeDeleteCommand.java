package io.rackledger.launcher.client;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code node delete}. */
@Command(name = "delete", description = "Forgets a node; its history stays in the log.")
final class NodeDeleteCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ClientOptions options = new ClientOptions();

    @Parameters(paramLabel = "NODE", description = "Id or name.")
    private String node = "";

    @Override
    public Integer call() {
        try (ApiClient client = options.client()) {
            options.printer(spec.commandLine().getOut()).one(client.delete(Paths.node(node), ""));
            return ExitCodes.OK;
        }
    }
}

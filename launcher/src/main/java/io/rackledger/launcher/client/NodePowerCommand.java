package io.rackledger.launcher.client;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code node power}. */
@Command(name = "power", description = "Asks for another power state, or for a fresh reading of it.")
final class NodePowerCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ClientOptions options = new ClientOptions();

    @Parameters(index = "0", paramLabel = "NODE", description = "Id or name.")
    private String node = "";

    @Parameters(index = "1", paramLabel = "ACTION", description = "on, off, soft-off, reboot, soft-reboot or read.")
    private String action = "";

    @Override
    public Integer call() {
        String body =
                JsonMapper.shared().createObjectNode().put("action", action).toString();
        try (ApiClient client = options.client()) {
            options.printer(spec.commandLine().getOut()).one(client.post(Paths.node(node) + "/power", body, ""));
            return ExitCodes.OK;
        }
    }
}

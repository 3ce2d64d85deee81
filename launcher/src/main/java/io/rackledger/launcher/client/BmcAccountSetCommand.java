package io.rackledger.launcher.client;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code bmc account set}. */
@Command(name = "set", description = "Sets the account for a node's BMC; it can be used then, and never read back.")
final class BmcAccountSetCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ClientOptions options = new ClientOptions();

    @Parameters(paramLabel = "NODE", description = "Id or name.")
    private String node = "";

    @Option(
            names = {"-U", "--user"},
            required = true,
            paramLabel = "USER",
            description = "At most 16 bytes with IPMI.")
    private String user = "";

    @Mixin
    private SecretInput password = new SecretInput();

    @Override
    public Integer call() {
        String body = JsonMapper.shared()
                .createObjectNode()
                .put("user", user)
                .put("password", password.read())
                .toString();
        try (ApiClient client = options.client()) {
            options.printer(spec.commandLine().getOut())
                    .one(client.put(Paths.node(node) + Paths.BMC_ACCOUNT, body, ""));
            return ExitCodes.OK;
        }
    }
}

package io.rackledger.launcher.client;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

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

    @Option(
            names = "--kg-file",
            paramLabel = "FILE",
            description =
                    "Its first line is the BMC key (K_g) of IPMI, where the BMC has one: text of at most 20 bytes, or 0x"
                            + " and hexadecimal digits.")
    private @Nullable Path kg;

    @Override
    public Integer call() {
        ObjectNode account =
                JsonMapper.shared().createObjectNode().put("user", user).put("password", password.read());
        if (kg != null) {
            account.put("kg", SecretInput.firstLine(spec.commandLine(), kg, "the BMC key", "--kg-file"));
        }
        String body = account.toString();
        try (ApiClient client = options.client()) {
            options.printer(spec.commandLine().getOut())
                    .one(client.put(Paths.node(node) + Paths.BMC_ACCOUNT, body, ""));
            return ExitCodes.OK;
        }
    }
}

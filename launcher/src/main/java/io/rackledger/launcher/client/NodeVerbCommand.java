package io.rackledger.launcher.client;

import io.rackledger.core.node.ProvisionVerb;
import java.io.IOException;
import java.nio.file.Files;
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

/** {@code node <verb>}: a lifecycle verb, one instance of this class for each. */
@Command
final class NodeVerbCommand implements Callable<Integer> {
    private final ProvisionVerb verb;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ClientOptions options = new ClientOptions();

    @Parameters(paramLabel = "NODE", description = "Id or name.")
    private String node = "";

    @Option(
            names = "--image",
            paramLabel = "IMAGE",
            defaultValue = "",
            description = "For deploy and rebuild: URL or file name of the image.")
    private String image = "";

    @Option(
            names = "--instance",
            paramLabel = "NAME",
            defaultValue = "",
            description = "For deploy and rebuild: host name of the machine; default the node's name.")
    private String instance = "";

    @Option(
            names = "--user-data",
            paramLabel = "FILE",
            description = "For deploy and rebuild: the tenant's cloud-init user data.")
    private @Nullable Path userData;

    @Option(
            names = "--steps",
            paramLabel = "FILE",
            description = "JSON array of steps: name, script, limitSeconds, required.")
    private @Nullable Path steps;

    @Option(names = "--force", description = "Takes user data that cloud-init cannot read.")
    private boolean force;

    @Option(
            names = "--idempotency-key",
            paramLabel = "KEY",
            defaultValue = "",
            description = "The same key again gets the first answer.")
    private String key = "";

    NodeVerbCommand(ProvisionVerb verb) {
        this.verb = verb;
    }

    @Override
    public Integer call() throws IOException {
        try (ApiClient client = options.client()) {
            options.printer(spec.commandLine().getOut())
                    .one(client.post(Paths.action(node, verb.wireName()), body().toString(), key));
            return ExitCodes.OK;
        }
    }

    private ObjectNode body() throws IOException {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        if (!image.isEmpty()) {
            ObjectNode asked = body.putObject("instance")
                    .put("name", instance.isEmpty() ? node : instance)
                    .put("image", image);
            if (userData != null) {
                asked.put("userData", Files.readString(userData));
            }
        }
        if (steps != null) {
            body.set("steps", JsonMapper.shared().readTree(Files.readString(steps)));
        }
        if (force) {
            body.put("force", true);
        }
        return body;
    }
}

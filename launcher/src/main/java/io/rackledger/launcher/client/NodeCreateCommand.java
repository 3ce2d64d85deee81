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
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code node create}. */
@Command(name = "create", description = "Makes a node known, in state enroll.")
final class NodeCreateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ClientOptions options = new ClientOptions();

    @Parameters(paramLabel = "NAME", description = "A host name label, unique.")
    private String name = "";

    @Option(
            names = "--bmc",
            paramLabel = "ADDRESS",
            defaultValue = "",
            description = "Such as redfish+https://10.0.0.5/redfish/v1/Systems/1.")
    private String bmc = "";

    @Option(
            names = "--bmc-credential",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Entry in the engine's credential file.")
    private String credential = "";

    @Option(
            names = "--driver",
            paramLabel = "NAME",
            defaultValue = "redfish",
            description = "Default ${DEFAULT-VALUE}.")
    private String driver = "";

    @Option(names = "--port", paramLabel = "MAC", description = "MAC address; may be given several times.")
    private List<String> ports = List.of();

    @Option(names = "--property", paramLabel = "KEY=VALUE", description = "May be given several times.")
    private Map<String, String> properties = Map.of();

    @Option(names = "--resource-class", paramLabel = "NAME", defaultValue = "", description = "For allocation.")
    private String resourceClass = "";

    @Option(names = "--owner", paramLabel = "NAME", defaultValue = "", description = "Who it belongs to.")
    private String owner = "";

    @Option(
            names = "--idempotency-key",
            paramLabel = "KEY",
            defaultValue = "",
            description = "The same key again gets the first answer.")
    private String key = "";

    @Override
    public Integer call() {
        ObjectNode body =
                JsonMapper.shared().createObjectNode().put("name", name).put("driver", driver);
        put(body, "bmc", bmc);
        put(body, "bmcCredential", credential);
        put(body, "resourceClass", resourceClass);
        put(body, "owner", owner);
        ports.forEach(body.withArray("ports")::add);
        ObjectNode given = body.putObject("properties");
        properties.forEach(given::put);
        try (ApiClient client = options.client()) {
            options.printer(spec.commandLine().getOut()).one(client.post(Paths.NODES, body.toString(), key));
            return ExitCodes.OK;
        }
    }

    private static void put(ObjectNode body, String field, String value) {
        if (!value.isEmpty()) {
            body.put(field, value);
        }
    }
}

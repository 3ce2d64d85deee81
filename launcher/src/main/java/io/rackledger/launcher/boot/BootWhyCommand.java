package io.rackledger.launcher.boot;

import io.rackledger.launcher.client.ApiClient;
import io.rackledger.launcher.client.ApiProblem;
import io.rackledger.launcher.client.ClientOptions;
import io.rackledger.launcher.client.ExitCodes;
import io.rackledger.launcher.client.Output;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code boot why}. */
@Command(
        name = "why",
        description =
                "Tells what a machine would be served now by DHCP, TFTP and HTTP, request by request, and why; and what"
                        + " it asked for lately, also before a node had it. Changes nothing.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it would boot, from the network or from its disk",
            "1:the question was refused; the reason is printed",
            "2:the command line is wrong",
            "3:the engine cannot be reached",
            "10:it would be told to wait and ask again",
            "11:it would get nowhere"
        })
final class BootWhyCommand implements Callable<Integer> {
    private static final int STAGE = 13;
    private static final int FIRMWARE = 12;
    private static final int OUTCOME = 11;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ClientOptions options = new ClientOptions();

    @Parameters(paramLabel = "MAC|NODE", description = "MAC address, or id or name of a node.")
    private String machine = "";

    @Option(
            names = "--arch",
            paramLabel = "ARCH",
            split = ",",
            description = "bios, uefi-x64, uefi-arm64, http-x64, http-arm64, ipxe; default all.")
    private List<String> arch = List.of();

    @Option(
            names = "--relay",
            paramLabel = "ADDRESS",
            defaultValue = "",
            description = "The DHCP relay before the machine's network; default none.")
    private String relay = "";

    @Option(
            names = "--history-server",
            paramLabel = "URL",
            defaultValue = "",
            description = "Where the query role answers, for recent requests; default as --server.")
    private String historyServer = "";

    @Option(
            names = "--recent",
            paramLabel = "N",
            defaultValue = "10",
            description = "So many recent requests; default ${DEFAULT-VALUE}.")
    private int recent;

    @Override
    public Integer call() {
        try (ApiClient client = options.client()) {
            JsonNode why = client.get(
                    BootCommands.PATH + "why/" + ApiClient.encode(machine),
                    Map.of("arch", String.join(",", arch), "relay", relay));
            JsonNode requests = recent(client, why.path("mac").asString(""));
            if (options.output() == Output.table) {
                show(new Page(options.printer(spec.commandLine().getOut())), why, requests);
            } else {
                options.printer(spec.commandLine().getOut()).one(((ObjectNode) why).set("recent", requests));
            }
            return switch (why.path("verdict").asString("")) {
                case "NETWORK", "DISK" -> ExitCodes.OK;
                case "WAITS" -> BootCommands.NOT_QUITE;
                default -> BootCommands.BROKEN;
            };
        }
    }

    /** The newest requests; where nobody answers that, the reason stands on standard error. */
    private JsonNode recent(ApiClient client, String mac) {
        String path = "/api/v1/macs/" + ApiClient.encode(mac) + "/requests";
        Map<String, String> query = Map.of("limit", Integer.toString(recent));
        try {
            if (historyServer.isEmpty()) {
                return client.get(path, query).path("items");
            }
            try (ApiClient history = new ApiClient(historyServer, "")) {
                return history.get(path, query).path("items");
            }
        } catch (ApiProblem | UncheckedIOException e) {
            String words = e instanceof ApiProblem problem ? problem.words() : String.valueOf(e.getMessage());
            spec.commandLine()
                    .getErr()
                    .println("recent requests are not shown: " + words
                            + "\n  remedy: name an engine of the query role with --history-server");
            return JsonMapper.shared().createArrayNode();
        }
    }

    private static void show(Page page, JsonNode why, JsonNode requests) {
        page.line(why.path("sentence").asString(""));
        page.line("");
        JsonNode lease = why.path("lease");
        if (lease.isObject()) {
            page.field(
                    "lease",
                    lease.path("address").asString("") + ", "
                            + lease.path("state").asString("") + " until "
                            + Page.time(lease.path("until"))
                            + (lease.path("reserved").asBoolean() ? ", reserved" : ""));
        }
        why.path("notes").forEach(note -> page.field("note", note.asString("")));
        why.path("firmware").forEach(firmware -> firmware(page, firmware));
        page.line("");
        page.line(requests.isEmpty() ? "no request of it is known" : "it asked lately, the newest first");
        requests.forEach(request -> page.line("  "
                + Page.time(request.path("at")) + "  "
                + request.path("words").asString("") + " ("
                + request.path("source").asString("") + ")"));
    }

    private static void firmware(Page page, JsonNode firmware) {
        page.line("");
        page.line(Page.padded(firmware.path("firmware").asString(""), FIRMWARE) + words(firmware));
        firmware.path("steps")
                .forEach(step -> page.line("  "
                        + Page.padded(step.path("outcome").asString("").toLowerCase(Locale.ROOT), OUTCOME)
                        + Page.padded(step.path("stage").asString(""), STAGE)
                        + step.path("words").asString("")));
    }

    private static String words(JsonNode firmware) {
        return switch (firmware.path("verdict").asString("")) {
            case "NETWORK" -> "boots the system in memory";
            case "DISK" -> "starts from its disk";
            case "WAITS" -> "is told to wait";
            default -> "gets no further than " + last(firmware);
        };
    }

    private static String last(JsonNode firmware) {
        JsonNode steps = firmware.path("steps");
        return steps.path(steps.size() - 1).path("stage").asString("");
    }
}

package io.rackledger.launcher.boot;

import io.rackledger.boot.BootServices;
import io.rackledger.boot.doctor.Check;
import io.rackledger.boot.doctor.DoctorReport;
import io.rackledger.launcher.client.ApiClient;
import io.rackledger.launcher.client.ClientOptions;
import io.rackledger.launcher.client.ExitCodes;
import io.rackledger.launcher.client.Output;
import io.rackledger.launcher.serve.MachineOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code boot doctor}. */
@Command(
        name = "doctor",
        description = "Examines the boot services of a running engine, or with --offline this host for the options that"
                + " 'serve' shall be started with: ports, addresses, files, pools, other DHCP servers, time. Prints where"
                + " machines must be able to go. Changes nothing.",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is well",
            "1:the engine refused; the reason is printed",
            "2:the command line is wrong",
            "3:the engine cannot be reached",
            "10:there are warnings, nothing worse",
            "11:machines will not boot so"
        })
final class BootDoctorCommand implements Callable<Integer> {
    private static final int RESULT = 10;
    private static final int TRANSPORT = 5;
    private static final int PLACE = 28;

    private final Clock clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ClientOptions options = new ClientOptions();

    @Option(
            names = "--offline",
            description = "Asks no engine: examines this host for the options below, as of 'serve'.")
    private boolean offline;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "With --offline: as of 'serve'; default ./${DEFAULT-VALUE}.")
    private Path dataDir = Path.of("data");

    @Mixin
    private MachineOptions machines = new MachineOptions();

    BootDoctorCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        JsonNode report = offline ? examined() : asked();
        if (options.output() == Output.table) {
            show(new Page(options.printer(spec.commandLine().getOut())), report);
        } else {
            options.printer(spec.commandLine().getOut()).one(report);
        }
        return switch (report.path("result").asString("")) {
            case "OK" -> ExitCodes.OK;
            case "WARNING" -> BootCommands.NOT_QUITE;
            default -> BootCommands.BROKEN;
        };
    }

    private JsonNode asked() {
        try (ApiClient client = options.client()) {
            return client.get(BootCommands.PATH + "doctor");
        }
    }

    private JsonNode examined() {
        DoctorReport report = BootServices.doctor(machines.boot(dataDir), clock)
                .examine(List.of(
                        Check.skipped("time", "only a running engine asks the brokers"),
                        Check.skipped("spool", "only a running engine has one")));
        return JsonMapper.shared().valueToTree(report);
    }

    private static final Map<String, String> RESULTS =
            Map.of("OK", "ok", "SKIPPED", "skipped", "WARNING", "warning", "FAILS", "FAILS");

    private static void show(Page page, JsonNode report) {
        report.path("checks").forEach(check -> {
            page.line(Page.padded(RESULTS.getOrDefault(check.path("result").asString(""), "?"), RESULT)
                    + check.path("name").asString("") + ": "
                    + check.path("found").asString(""));
            String remedy = check.path("remedy").asString("");
            if (!remedy.isEmpty()) {
                page.line(" ".repeat(RESULT) + "  remedy: " + remedy);
            }
        });
        page.line("");
        page.line("Machines must be able to reach:");
        report.path("flows")
                .forEach(flow -> page.line("  "
                        + Page.padded(flow.path("protocol").asString(""), TRANSPORT)
                        + Page.padded(
                                flow.path("address").asString("") + ":"
                                        + flow.path("port").asInt(),
                                PLACE)
                        + flow.path("purpose").asString("")));
        page.line("The same as rules of nftables:");
        report.path("flows").forEach(flow -> page.line("  " + flow.path("rule").asString("")));
        page.line("");
        page.line(summary(report));
    }

    private static String summary(JsonNode report) {
        int fails = count(report, "FAILS");
        int warnings = count(report, "WARNING");
        return (report.path("running").asBoolean() ? "The running boot services: " : "This host, for these options: ")
                + (fails == 0
                        ? "nothing fails"
                        : fails + " of the checks above fail, and machines will not boot by them")
                + ", " + warnings + (warnings == 1 ? " warning" : " warnings")
                + ", " + count(report, "OK") + " ok.";
    }

    private static int count(JsonNode report, String result) {
        int count = 0;
        for (JsonNode check : report.path("checks")) {
            count += check.path("result").asString("").equals(result) ? 1 : 0;
        }
        return count;
    }
}

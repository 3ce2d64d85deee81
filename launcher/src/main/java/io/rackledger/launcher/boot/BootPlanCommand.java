package io.rackledger.launcher.boot;

import io.rackledger.launcher.client.ApiClient;
import io.rackledger.launcher.client.ClientOptions;
import io.rackledger.launcher.client.ExitCodes;
import io.rackledger.launcher.client.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code boot plan}. */
@Command(
        name = "plan",
        description =
                "Shows a machine's boot plan: script, kernel, seed and steps, with the digests of what it is served."
                        + " Tokens are blotted out.")
final class BootPlanCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ClientOptions options = new ClientOptions();

    @Parameters(paramLabel = "MAC|NODE", description = "MAC address, or id or name of a node.")
    private String machine = "";

    @Override
    public Integer call() {
        try (ApiClient client = options.client()) {
            JsonNode plan = client.get(BootCommands.PATH + "plan/" + ApiClient.encode(machine));
            Page page = new Page(options.printer(spec.commandLine().getOut()));
            if (options.output() == Output.table) {
                show(page, plan);
            } else {
                options.printer(spec.commandLine().getOut()).one(plan);
            }
            return ExitCodes.OK;
        }
    }

    private static void show(Page page, JsonNode plan) {
        JsonNode script = plan.path("script");
        page.line("boot plan of "
                + plan.at("/now/name").asString(plan.path("name").asString("")) + " (" + Page.list(plan.path("macs"))
                + "): " + plan.path("kind").asString(""));
        page.field("node", plan.path("node").asString(""));
        page.field("state", state(plan.path("now")));
        page.field("since", origin(plan));
        page.field("attempt", attempt(plan));
        page.field("waits for", plan.at("/now/waitingFor").asString(""));
        page.field("until", Page.time(plan.at("/now/deadline")));
        page.field(
                "gets now",
                script.path("kind").asString("") + ", because "
                        + script.path("why").asString(""));
        page.field("script", served(script));
        plan.path("files")
                .forEach(file -> page.field(
                        file.path("use").asString(""), file.path("name").asString("") + ", " + served(file)));
        plan.path("seed").forEach(file -> page.field(file.path("name").asString(""), served(file)));
        page.field("kernel args", plan.path("kernelArguments").asString(""));
        plan.path("steps")
                .forEach(step -> page.field(
                        "step " + step.path("index").asInt(),
                        step.path("name").asString("") + ", at most "
                                + step.path("limitSeconds").asLong() + " s"
                                + (step.path("required").asBoolean() ? "" : ", optional")));
        page.line("");
        script.path("text").asString("").lines().forEach(line -> page.line("    " + line));
    }

    private static String state(JsonNode now) {
        return now.isObject()
                ? now.path("state").asString("") + ", since " + Page.time(now.path("since"))
                : "not known to this process";
    }

    private static String origin(JsonNode plan) {
        String sequence = "sequence " + plan.path("sequence").asLong() + " of the node";
        return plan.path("since").isNull()
                ? sequence
                : Page.time(plan.path("since")) + ", " + sequence + ", log position "
                        + plan.path("position").asString("");
    }

    private static String attempt(JsonNode plan) {
        return plan.path("attempt").isNull()
                ? ""
                : plan.path("attempt").asString("") + ", boots taken here: "
                        + plan.path("bootsTaken").asInt() + " of "
                        + plan.path("bootBudget").asInt();
    }

    private static String served(JsonNode thing) {
        String trouble = thing.path("trouble").asString("");
        return trouble.isEmpty()
                ? thing.path("bytes").asLong() + " bytes, "
                        + thing.path("digest").asString("")
                : "NOT SERVED: " + trouble;
    }
}

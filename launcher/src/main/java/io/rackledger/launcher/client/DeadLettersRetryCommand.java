package io.rackledger.launcher.client;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code dead-letters retry}. */
@Command(
        name = "retry",
        description = "Does the dead letters of a node again, in the log's order; fails where some remain.")
final class DeadLettersRetryCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ClientOptions options = new ClientOptions();

    @Parameters(
            paramLabel = "NODE|ID",
            description = "Id or name of a node, or the id of a dead letter, such as node-events:3:1207.")
    private String subject = "";

    @Override
    public Integer call() {
        try (ApiClient client = options.client()) {
            String path = subject.contains(":")
                    ? Paths.DEAD_LETTERS + "/" + ApiClient.encode(subject) + "/retry"
                    : Paths.DEAD_LETTERS + "/retry?node=" + ApiClient.encode(subject);
            JsonNode answer = client.post(path, "", "");
            options.printer(spec.commandLine().getOut()).one(answer);
            return answer.path("remaining").asInt() == 0 ? ExitCodes.OK : ExitCodes.REFUSED;
        }
    }
}

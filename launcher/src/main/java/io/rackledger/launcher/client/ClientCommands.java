package io.rackledger.launcher.client;

import io.rackledger.core.node.ProvisionVerb;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands {@code node}, {@code log} and {@code dead-letters}, and how their errors are told. */
public final class ClientCommands {
    private ClientCommands() {}

    @Command(
            name = "node",
            description = "Nodes: what they are, what they wait for, what happened to them, and verbs to move them.")
    private static final class NodeGroup {}

    @Command(name = "log", description = "The log of events.")
    private static final class LogGroup {}

    @Command(
            name = "dead-letters",
            description = "Records that could not be projected: what they are, and another try.")
    private static final class DeadLettersGroup {}

    public static CommandLine node() {
        CommandLine node = new CommandLine(new NodeGroup());
        node.addSubcommand(new NodeListCommand())
                .addSubcommand(new NodeShowCommand())
                .addSubcommand(new NodeTimelineCommand())
                .addSubcommand(new NodeWaitsCommand())
                .addSubcommand(new NodeCreateCommand())
                .addSubcommand(new NodeDeleteCommand())
                .addSubcommand(new NodePowerCommand());
        for (ProvisionVerb verb : ProvisionVerb.values()) {
            CommandLine command = new CommandLine(new NodeVerbCommand(verb));
            command.getCommandSpec().name(verb.wireName()).usageMessage().description(description(verb));
            node.addSubcommand(verb.wireName(), command);
        }
        return node;
    }

    public static CommandLine log() {
        return new CommandLine(new LogGroup()).addSubcommand(new LogTailCommand());
    }

    public static CommandLine deadLetters() {
        return new CommandLine(new DeadLettersGroup())
                .addSubcommand(new DeadLettersListCommand())
                .addSubcommand(new DeadLettersRetryCommand());
    }

    private static String description(ProvisionVerb verb) {
        return switch (verb) {
            case MANAGE -> "Checks the BMC and makes the node manageable.";
            case INSPECT -> "Boots the node in memory and takes its inventory.";
            case PROVIDE -> "Cleans the node and makes it available.";
            case DEPLOY -> "Writes an image and boots it.";
            case UNDEPLOY -> "Takes the instance down and cleans the node.";
            case REBUILD -> "Writes the image again.";
            case CLEAN -> "Runs cleaning steps.";
            case RESCUE -> "Boots a rescue system.";
            case UNRESCUE -> "Goes back from rescue to the instance.";
            case SERVICE -> "Runs service steps on a deployed node.";
            case UNHOLD -> "Goes on after a hold step.";
            case ADOPT -> "Takes over a node that runs an instance already.";
            case ABORT -> "Ends what is under way.";
        };
    }

    /** Tells an error in words and gives the exit code; a fault of the program itself is thrown on. */
    public static int explain(Exception exception, PrintWriter err) throws Exception {
        switch (exception) {
            case ApiProblem problem -> {
                err.println("refused: " + problem.words());
                return problem.exitCode();
            }
            case UncheckedIOException unreachable -> {
                err.println(unreachable.getMessage());
                err.println(
                        "  remedy: start it with 'rackledger serve' or 'rackledger demo', or name it with --server");
                return ExitCodes.UNAVAILABLE;
            }
            default -> throw exception;
        }
    }
}
